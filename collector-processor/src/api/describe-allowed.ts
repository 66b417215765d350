/** The words of JSON Schema that the contract uses. */
export interface PlainSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly PlainSchema[];
  readonly properties?: Readonly<Record<string, PlainSchema>>;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** What a schema allows, in words: `real, false_alarm or expected`, `an integer from 1 to 1000`. */
export function describeAllowed(schema: PlainSchema | undefined): string {
  if (schema === undefined) return 'see /api/openapi.json';
  if (schema.anyOf !== undefined) return listOf(schema.anyOf.map((one) => String(one.const ?? one.type)));
  if (schema.properties !== undefined) return `an object with ${Object.keys(schema.properties).join(', ')}`;
  const words = [typeWords(schema), rangeWords(schema), lengthWords(schema)].filter((word) => word !== '').join(' ');
  return schema.description === undefined ? words : `${words} (${schema.description})`;
}

function typeWords({ type }: PlainSchema): string {
  if (type === 'integer') return 'an integer';
  return type === 'string' ? 'a text' : `a ${type ?? 'value'}`;
}

function rangeWords({ minimum, maximum }: PlainSchema): string {
  return minimum === undefined || maximum === undefined ? '' : `from ${minimum} to ${maximum}`;
}

function lengthWords({ minLength, maxLength }: PlainSchema): string {
  if (maxLength !== undefined) return `of at most ${maxLength} characters`;
  return minLength === undefined ? '' : `of at least ${minLength} ${minLength === 1 ? 'character' : 'characters'}`;
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
