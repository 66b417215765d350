import { exponentialBound } from '../buckets.ts';
import { lowestIndex, MAX_SCALE, MIN_SCALE } from './packed.ts';

const SCALE_BIAS = -MIN_SCALE;
const INDEX_BIAS = -lowestIndex(MAX_SCALE);
/** An index is less than 2^16 above the lowest: buckets end at 1e30. */
const INDEX_BITS = 16;
const SCALE_BITS = 4;
/** What is above is free for others. */
export const KEY_BITS = INDEX_BITS + SCALE_BITS + 1;

/** A bucket of an exponential histogram as one number; the next bucket's is one more. */
export const bucketKey = (scale: number, index: number, isNegative: boolean): number =>
  ((((isNegative ? 1 : 0) << SCALE_BITS) | (scale + SCALE_BIAS)) << INDEX_BITS) | (index + INDEX_BIAS);

/** The bucket's bounds, in the unit of what was measured. */
export function bucketOfKey(key: number): { readonly lower: number; readonly upper: number } {
  const index = (key & ((1 << INDEX_BITS) - 1)) - INDEX_BIAS;
  const scale = ((key >>> INDEX_BITS) & ((1 << SCALE_BITS) - 1)) - SCALE_BIAS;
  const lower = exponentialBound(scale, index);
  const upper = exponentialBound(scale, index + 1);
  return (key >>> (INDEX_BITS + SCALE_BITS)) & 1 ? { lower: -upper, upper: -lower } : { lower, upper };
}
