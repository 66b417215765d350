import type { SchemaNode } from './describe-schema.ts';
import type { ConfigPath } from './problem.ts';
import { suggest } from './suggest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'TIDEMARK_';
/** Read by the command line, not part of the file. */
const OTHER_VARIABLES = ['TIDEMARK_CONFIG'];

/** @example variableName(['otlp', 'limits', 'body']) // 'TIDEMARK_OTLP_LIMITS_BODY' */
export function variableName(path: ConfigPath): string {
  return PREFIX + path.join('_').toUpperCase();
}

/** Every key that holds one plain value outside lists, by its variable: these the environment can set. */
export function settableByEnvironment(
  schema: SchemaNode,
  path: ConfigPath = [],
): Map<string, { path: ConfigPath; schema: SchemaNode }> {
  const found = new Map<string, { path: ConfigPath; schema: SchemaNode }>();
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    const childPath = [...path, key];
    if (child.properties !== undefined) {
      for (const entry of settableByEnvironment(child, childPath)) found.set(...entry);
    } else if (child.type !== 'array' && child.type !== 'object') {
      found.set(variableName(childPath), { path: childPath, schema: child });
    }
  }
  return found;
}

export interface Overridden {
  /** JSON of a path → the variable that set it. */
  readonly variables: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** Writes what the environment sets into `config` (in place) and tells which paths it set. `referred`: named in the file itself. */
export function applyEnvironment(
  config: Record<string, unknown>,
  schema: SchemaNode,
  env: Environment,
  referred: readonly string[],
): Overridden {
  const settable = settableByEnvironment(schema);
  const variables = new Map<string, string>();
  const warnings: string[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || text === undefined || OTHER_VARIABLES.includes(name)) continue;
    const target = settable.get(name);
    if (target === undefined) {
      if (referred.includes(name)) continue;
      const meant = suggest(name, [...settable.keys(), ...OTHER_VARIABLES]);
      warnings.push(
        `environment variable ${name} is not one of Tidemark's and is ignored.${meant === null ? '' : ` Did you mean ${meant}?`}`,
      );
    } else if (setAt(config, target.path, coerce(text, target.schema))) {
      variables.set(JSON.stringify(target.path), name);
    }
  }
  return { variables, warnings };
}

/** Text from the environment as the type the schema asks for; what does not fit stays text, for the validator to refuse. */
export function coerce(text: string, schema: SchemaNode): unknown {
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const ofNumbers = schema.enum?.every((each) => typeof each === 'number') === true;
  const isNumber = schema.type === 'integer' || schema.type === 'number' || ofNumbers;
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** False where something on the way is not a mapping; the validator tells that. */
function setAt(root: Record<string, unknown>, path: ConfigPath, value: unknown): boolean {
  let target = root;
  for (const key of path.slice(0, -1)) {
    const child = (target[key] ??= {});
    if (typeof child !== 'object' || child === null || Array.isArray(child)) return false;
    target = child as Record<string, unknown>;
  }
  target[String(path.at(-1))] = value;
  return true;
}
