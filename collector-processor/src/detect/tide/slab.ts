import { RECORD } from './layout.ts';

/**
 * The records of a watch, one after another, so that scoring a step walks memory in order. Both arrays are views of the
 * same bytes: profiles are kept in int16 (profile.ts), all else in float32.
 */
export interface Slab {
  readonly float: Float32Array;
  readonly short: Int16Array;
}

/** @param float whole records; the slab writes into it */
export const slabOf = (float: Float32Array): Slab => ({ float, short: new Int16Array(float.buffer, float.byteOffset) });

/** A slab of `records` records, the first of them taken over from `from`. Copies bytes: profiles are no numbers. */
export function slabFor(records: number, from?: Slab): Slab {
  const float = new Float32Array(records * RECORD);
  if (from !== undefined) float.set(from.float);
  return slabOf(float);
}
