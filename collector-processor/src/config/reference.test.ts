import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { defaults } from './defaults.ts';
import { asNode, type SchemaNode } from './describe-schema.ts';
import { parseConfig } from './load-config.ts';
import { configurationMarkdown } from './reference.ts';
import { configSchema } from './schema.ts';

const schema = asNode(configSchema);
const example = new URL('../../tidemark.example.yaml', import.meta.url);

/** Every `default` in the schema by its path, sections and lists left out. */
function defaultsOf(node: SchemaNode, path: readonly string[] = []): [string, unknown][] {
  if (node.properties === undefined) return node.default === undefined ? [] : [[path.join('.'), node.default]];
  return Object.entries(node.properties).flatMap(([key, child]) => defaultsOf(child, [...path, key]));
}

describe('docs/configuration.md', () => {
  it('is what the schema says (node collector-processor/src/config/write-docs.ts writes it)', async () => {
    expect(await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')).toBe(
      configurationMarkdown(schema),
    );
  });
});

describe('the schema', () => {
  it.each(defaultsOf(schema).filter(([path]) => !path.startsWith('http_watches.') || path === 'http_watches.enabled'))(
    'tells the default of %s that is used',
    (path, told) => {
      // Each item of a list has the defaults of one.
      const used = path
        .replace('sources[]', 'source')
        .replace('calendars[]', 'calendar')
        .split('.')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], defaults);
      expect(used ?? []).toEqual(told);
    },
  );

  it('accepts its own defaults', () => {
    const { otlp, ...rest } = defaults.export;
    const { source, calendar: _, ...sections } = defaults;
    const config = {
      ...sections,
      sources: [{ name: 'prometheus', url: 'http://localhost:9090', ...source }],
      export: { ...rest, otlp: { ...otlp, endpoint: 'http://localhost:4318/v1/metrics' } },
    };
    expect(parseConfig(JSON.stringify(config), 'defaults.json', {}).status).toBe('ok');
  });
});

describe('tidemark.example.yaml', () => {
  it('is a configuration without faults', async () => {
    const text = await readFile(example, 'utf8');
    expect(parseConfig(text, fileURLToPath(example), {})).toMatchObject({ status: 'ok' });
  });

  it('is one too with every line taken into use that is commented out', async () => {
    const text = (await readFile(example, 'utf8')).replace(/^( *)#(\S)/gm, '$1$2');
    const env = { TIDEMARK_INGEST_TOKEN: 'ingest-token-1', TIDEMARK_READ_TOKEN: 'read-token-12' };
    expect(parseConfig(text, fileURLToPath(example), env)).toMatchObject({
      status: 'ok',
      settings: { otlp: { host: '0.0.0.0' } },
    });
  });
});
