import { describeAllowed, type SchemaNode } from './describe-schema.ts';
import { settableByEnvironment } from './environment.ts';

const HEAD = `# Configuration

<!-- Generated from collector-processor/src/config/schema.ts by collector-processor/src/config/write-docs.ts. -->

Tidemark runs without a file. To change something, write the keys that you need into \`tidemark.yaml\`; start from
[tidemark.example.yaml](../collector-processor/tidemark.example.yaml). It is looked for, in this order, where
\`--config FILE\` says, where the variable \`TIDEMARK_CONFIG\` says, and in the working directory.

\`tidemark check-config FILE\` tells what a file comes to, or every fault in it, by line and column. A key that Tidemark
does not know is a fault, never ignored.

**Environment.** Every key with a variable in the tables below can be set by it (\`otlp.port\` by \`TIDEMARK_OTLP_PORT\`, and so
on for every single value outside lists); the environment wins over the file.
Text in the file can hold \`\${NAME}\` or \`\${NAME:-fallback}\`, filled in from the environment (\`$\${\` stands for a plain
\`\${\`): the way to keep secrets out of it. Tokens can also come from a file (\`token_file\`).

**Durations** are numbers with units, \`ms s m h d w\`: \`90s\`, \`1h30m\`, \`7d\`. **Sizes** are whole numbers of \`B\`, \`KiB\`, \`MiB\`
or \`GiB\`.
`;

/** docs/configuration.md: the schema as a page, one table a section. */
export function configurationMarkdown(schema: SchemaNode): string {
  const variables = new Map([...settableByEnvironment(schema)].map(([name, { path }]) => [path.join('.'), name]));
  return `${[HEAD, ...Object.entries(schema.properties ?? {}).map(([key, node]) => sectionOf(key, node, variables))].join('\n').trimEnd()}\n`;
}

function sectionOf(key: string, node: SchemaNode, variables: ReadonlyMap<string, string>): string {
  const rows = node.properties === undefined ? rowsOf(key, node, false, variables) : childRows(key, node, variables);
  return [
    `## ${key}`,
    '',
    node.description ?? '',
    '',
    '| key | what it is | allowed | default | variable |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function childRows(path: string, node: SchemaNode, variables: ReadonlyMap<string, string>): string[] {
  const siblings = Object.entries(node.properties ?? {});
  return siblings.flatMap(([key, child], index) => {
    // The four HTTP watches take the same keys: told once.
    const twin = siblings
      .slice(0, index)
      .find(([, other]) => child.properties !== undefined && sameKeys(child, other))?.[0];
    if (twin !== undefined) return [row(`${path}.${key}`, child, `the keys of \`${path}.${twin}\``, '', '')];
    return rowsOf(`${path}.${key}`, child, node.required?.includes(key) ?? false, variables);
  });
}

function sameKeys(a: SchemaNode, b: SchemaNode): boolean {
  return Object.keys(a.properties ?? {}).join() === Object.keys(b.properties ?? {}).join();
}

function rowsOf(path: string, node: SchemaNode, required: boolean, variables: ReadonlyMap<string, string>): string[] {
  if (node.properties !== undefined) {
    return [row(path, node, 'a mapping', required ? '**required**' : '', ''), ...childRows(path, node, variables)];
  }
  if (node.items?.properties !== undefined) {
    return [
      row(path, node, 'a list of mappings', defaultOf(node, required), ''),
      ...childRows(`${path}[]`, node.items, variables),
    ];
  }
  const variable = variables.get(path);
  return [
    row(path, node, describeAllowed(node), defaultOf(node, required), variable === undefined ? '' : `\`${variable}\``),
  ];
}

function defaultOf(node: SchemaNode, required: boolean): string {
  if (required) return '**required**';
  if (node.default !== undefined)
    return `\`${typeof node.default === 'string' ? node.default : JSON.stringify(node.default)}\``;
  return node.whenAbsent ?? '';
}

function row(path: string, node: SchemaNode, allowed: string, absent: string, variable: string): string {
  const examples = (node.examples ?? []).map(
    (example) => `\`${typeof example === 'string' ? example : JSON.stringify(example)}\``,
  );
  const what = `${node.description ?? ''}${examples.length > 0 ? ` For example ${examples.join(', ')}.` : ''}`;
  return `| ${[`\`${path}\``, what, allowed, absent, variable].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
