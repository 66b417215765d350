import { FirstOf, Lent, LentParts } from '../../lent.ts';

/** What an object takes to serialise beside its parts, in the same coin as its parts: about a byte. */
const NODE = 16;

/** About how many bytes a value takes; stops counting once above `limit`, so that asking is cheap for large ones too. */
export function weigh(value: unknown, limit: number): number {
  if (typeof value === 'string') return NODE + value.length;
  if (typeof value !== 'object' || value === null) return NODE;
  if (ArrayBuffer.isView(value)) return NODE + value.byteLength;
  // They are written in pieces of their own, whatever they weigh.
  if (value instanceof Lent || value instanceof LentParts || value instanceof FirstOf) return Infinity;
  let weight = NODE;
  for (const part of partsOf(value)) {
    if (weight > limit) break;
    weight += weigh(part, limit - weight);
  }
  return weight;
}

function* partsOf(value: object): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Set) yield* value as Iterable<unknown>;
  else if (value instanceof Map) for (const [key, part] of value) yield* [key, part];
  else for (const key in value) yield (value as Record<string, unknown>)[key];
}
