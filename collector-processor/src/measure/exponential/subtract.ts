import type { Change } from '../totals.ts';
import {
  COUNT,
  COUNTS,
  NEGATIVE_OFFSET,
  packedLength,
  POSITIVE_LENGTH,
  POSITIVE_OFFSET,
  SCALE,
  SUM,
  ZERO_COUNT,
  ZERO_THRESHOLD,
} from './packed.ts';

/**
 * What was added between two totals, into `by`, in the buckets of the current one.
 *
 * @param previous packed too, from `at` on
 */
export function subtractPacked(current: Float64Array, previous: Float64Array, at: number, by: Float64Array): Change {
  if (current[COUNT]! < previous[at + COUNT]!) return 'decreased';
  // A stream lowers its scale when its range grows; it never raises it without starting anew.
  const shift = previous[at + SCALE]! - current[SCALE]!;
  if (shift < 0 || current[ZERO_THRESHOLD] !== previous[at + ZERO_THRESHOLD]) return 'incomparable';
  const length = packedLength(current);
  for (let i = 0; i < length; i++) by[i] = current[i]!;
  by[COUNT]! -= previous[at + COUNT]!;
  by[SUM]! -= previous[at + SUM]!;
  by[ZERO_COUNT]! -= previous[at + ZERO_COUNT]!;
  if (by[ZERO_COUNT]! < 0) return 'decreased';
  const positiveAt = at + COUNTS;
  const negativeAt = positiveAt + previous[at + POSITIVE_LENGTH]!;
  const ownNegativeAt = COUNTS + by[POSITIVE_LENGTH]!;
  return takeFrom(by, COUNTS, POSITIVE_OFFSET, previous, positiveAt, at + POSITIVE_OFFSET, shift) &&
    takeFrom(by, ownNegativeAt, NEGATIVE_OFFSET, previous, negativeAt, at + NEGATIVE_OFFSET, shift)
    ? 'increased'
    : 'decreased';
}

/**
 * Takes the counts of a side of `previous` from those of `by`.
 *
 * @param offsetAt where the side's offset stands, its length behind
 * @returns false where a bucket falls below nothing, or is gone
 */
function takeFrom(
  by: Float64Array,
  countsAt: number,
  offsetAt: number,
  previous: Float64Array,
  previousCountsAt: number,
  previousOffsetAt: number,
  shift: number,
): boolean {
  const offset = by[offsetAt]!;
  const length = by[offsetAt + 1]!;
  const previousOffset = previous[previousOffsetAt]!;
  const previousLength = previous[previousOffsetAt + 1]!;
  for (let i = 0; i < previousLength; i++) {
    const count = previous[previousCountsAt + i]!;
    if (count === 0) continue;
    const bucket = ((previousOffset + i) >> shift) - offset;
    if (bucket < 0 || bucket >= length) return false;
    const left = by[countsAt + bucket]! - count;
    if (left < 0) return false;
    by[countsAt + bucket] = left;
  }
  return true;
}
