import type { TSchema } from 'typebox';
import { describeDurationRange, FORMATS, type DurationRange } from './formats.ts';

/** The schema as plain data: the words of JSON Schema that ours uses, and our own (schema-types.ts). */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly format?: string;
  readonly durationRange?: DurationRange;
  readonly secret?: boolean;
  readonly whenAbsent?: string;
}

export function asNode(schema: TSchema): SchemaNode {
  return schema as SchemaNode;
}

/** What a value may be, for the end of a sentence: "a whole number from 0 to 65535". */
export function describeAllowed(schema: SchemaNode): string {
  if (schema.enum !== undefined) return joinOr(schema.enum.map(String));
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeAllowed).join(', or ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.durationRange !== undefined) return describeDurationRange(schema.durationRange);
  if (schema.format !== undefined) return FORMATS[schema.format]?.allowed ?? schema.format;
  switch (schema.type) {
    case 'integer':
      return `a whole number${describeRange(schema)}`;
    case 'number':
      return `a number${describeRange(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return (schema.minLength ?? 0) > 1 ? `text of at least ${schema.minLength} characters` : 'text';
    case 'array':
      return `a list${schema.minItems === undefined ? '' : ` of at least ${schema.minItems}`}, each ${describeAllowed(schema.items ?? {})}`;
    case 'object':
      return schema.properties === undefined
        ? `a mapping of names to ${describeAllowed(Object.values(schema.patternProperties ?? {})[0] ?? {})}`
        : `a mapping with the keys ${Object.keys(schema.properties).join(', ')}`;
    default:
      return 'any value';
  }
}

function describeRange({ minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  if (exclusiveMinimum !== undefined)
    return ` above ${exclusiveMinimum}${maximum === undefined ? '' : `, up to ${maximum}`}`;
  if (minimum === undefined) return maximum === undefined ? '' : ` up to ${maximum}`;
  return maximum === undefined ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
}

function joinOr(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
