import { Ajv, type ErrorObject } from 'ajv';
import type { TSchema } from 'typebox';
import { asNode, describeAllowed, type SchemaNode } from './describe-schema.ts';
import { FORMATS, inDurationRange, type DurationRange } from './formats.ts';
import { quoteGiven, type ConfigPath, type ConfigProblem } from './problem.ts';
import { suggest } from './suggest.ts';

/** A problem whose place in the file is not looked up yet. `key`: the fault is in the key, not in its value. */
export type Fault = Pick<ConfigProblem, 'kind' | 'path' | 'message'> & { readonly at: 'key' | 'value' };

/** Checks a whole value against a schema and tells every fault in it, in the order of the file's sections. */
export function createValidator(schema: TSchema): (value: unknown) => Fault[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  for (const [name, { test }] of Object.entries(FORMATS)) ajv.addFormat(name, test);
  ajv.addKeyword({
    keyword: 'durationRange',
    type: 'string',
    validate: (range: DurationRange, given: string) => inDurationRange(range, given),
  });
  const check = ajv.compile(schema);

  return (value) => {
    if (check(value)) return [];
    const errors = check.errors ?? [];
    const unions = errors
      .filter(({ keyword }) => keyword === 'anyOf')
      .map(({ schemaPath, instancePath }) => ({ schemaPath, instancePath }));
    const faults = new Map<string, Fault>();
    for (const error of errors) {
      // The branches of a union each have their own complaint; the union's says it better.
      const inBranch = unions.some(
        (union) =>
          error.schemaPath.startsWith(`${union.schemaPath}/`) && error.instancePath.startsWith(union.instancePath),
      );
      if (inBranch) continue;
      const fault = toFault(error, value);
      const id = JSON.stringify(fault.path);
      // One fault a value: `port: x` is not an integer, and that it is not below 65536 either helps nobody.
      if (!faults.has(id)) faults.set(id, fault);
    }
    return [...faults.values()];
  };
}

function toFault(error: ErrorObject, root: unknown): Fault {
  const path = toPath(error.instancePath, root);
  const schema = asNode(error.parentSchema as TSchema);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey([...path, String(error.params.additionalProperty)], schema);
    case 'required': {
      const key = String(error.params.missingProperty);
      const allowed = describeAllowed(schema.properties?.[key] ?? {});
      return { kind: 'missing', path: [...path, key], at: 'value', message: `is missing; it is required: ${allowed}` };
    }
    case 'uniqueItems':
      return { kind: 'invalid', path, at: 'value', message: 'lists the same value twice' };
    default:
      return invalidValue(path, schema, error.data);
  }
}

function unknownKey(path: ConfigPath, schema: SchemaNode): Fault {
  const known = Object.keys(schema.properties ?? {});
  const meant = suggest(String(path.at(-1)), known);
  const hint = meant === null ? '' : ` Did you mean '${meant}'?`;
  return { kind: 'unknown_key', path, at: 'key', message: `unknown key; allowed: ${known.join(', ')}.${hint}` };
}

function invalidValue(path: ConfigPath, schema: SchemaNode, given: unknown): Fault {
  const quoted = schema.secret === true ? 'this value (not shown)' : quoteGiven(given);
  const meant = typeof given === 'string' && schema.enum !== undefined ? suggest(given, schema.enum.map(String)) : null;
  const hint = meant === null ? '' : `. Did you mean '${meant}'?`;
  return {
    kind: 'invalid',
    path,
    at: 'value',
    message: `${quoted} is not allowed; allowed: ${describeAllowed(schema)}${hint}`,
  };
}

/** A JSON pointer as keys and indexes; only the value itself says which is which. */
function toPath(pointer: string, root: unknown): ConfigPath {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(key) : key;
      value = (value as Record<string | number, unknown>)[step];
      return step;
    });
}
