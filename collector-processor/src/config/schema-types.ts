import { Type, type TProperties } from 'typebox';
import type { DurationRange } from './formats.ts';

/** Words of ours beside JSON Schema's own; the validator and the reference both read them. */
export interface Annotations {
  readonly description: string;
  readonly default?: unknown;
  /** Why a default is missing or what it depends on, for the reference. */
  readonly whenAbsent?: string;
  readonly examples?: readonly unknown[];
}

/** A mapping that takes the named keys and no others. */
export function section<Properties extends TProperties>(properties: Properties, description: string) {
  return Type.Object(properties, { additionalProperties: false, description });
}

export function text(annotations: Annotations & { format?: string; secret?: boolean }) {
  return Type.String({ minLength: 1, ...annotations });
}

export function duration(range: DurationRange, annotations: Annotations) {
  return Type.String({ durationRange: range, ...annotations });
}

export function oneOf<const Values extends readonly string[]>(values: Values, annotations: Annotations) {
  return Type.Enum([...values] as Values[number][], { ...annotations });
}

/** Names to text, any names: headers, attribute values. */
export function textMap(annotations: Annotations & { secret?: boolean }) {
  return Type.Record(Type.String(), Type.String(), { ...annotations });
}
