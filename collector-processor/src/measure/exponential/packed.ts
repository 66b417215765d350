import type { MetricColumns } from '../../intake/wire/metric-columns.ts';

/**
 * An exponential histogram as a run of numbers: these, then the counts of the positive buckets from their offset on, then
 * those of the negative ones. Bucket i of scale s is (2^(i·2^-s), 2^((i+1)·2^-s)], or that mirrored at zero. Empty buckets at
 * either end of a side are left out. `SUM` is NaN where the sender gives none.
 */
export const COUNT = 0;
export const SUM = 1;
export const SCALE = 2;
export const ZERO_THRESHOLD = 3;
export const ZERO_COUNT = 4;
export const POSITIVE_OFFSET = 5;
export const POSITIVE_LENGTH = 6;
export const NEGATIVE_OFFSET = 7;
export const NEGATIVE_LENGTH = 8;
export const COUNTS = 9;

/** The coarsest scale that OpenTelemetry's data model names. */
export const MIN_SCALE = -10;

/**
 * Buckets 2.2 % wide: a quantile read off them is as good, and what merges has the same few. Finer scales are brought to
 * this one: bucket i is bucket i >> n of a scale n lower.
 */
export const MAX_SCALE = 5;

/** Below the smallest double all buckets are one. */
export const lowestIndex = (scale: number): number => Math.floor(-1075 * 2 ** scale);

/** How many numbers there are from `at` on. */
export const packedLength = (packed: Float64Array, at = 0): number =>
  COUNTS + packed[at + POSITIVE_LENGTH]! + packed[at + NEGATIVE_LENGTH]!;

/** Room for one point of so many buckets a side. */
export const createPacked = (maxBuckets: number): Float64Array => new Float64Array(COUNTS + 2 * maxBuckets);

/** @param point one that `exponentialProblem` found nothing against */
export function packPoint({ points, counts, bounds }: MetricColumns, point: number, into: Float64Array): void {
  into[COUNT] = points.value[point]!;
  into[SUM] = points.sum[point]!;
  into[ZERO_THRESHOLD] = points.zeroThreshold[point]!;
  into[ZERO_COUNT] = points.zeroCount[point]!;
  const given = points.scale[point]!;
  const scale = Math.min(given, MAX_SCALE);
  into[SCALE] = scale;
  const shift = given - scale;
  const lowest = lowestIndex(scale);
  const length = packSide(
    counts.values,
    points.firstCount[point]!,
    points.countCount[point]!,
    points.positiveOffset[point]!,
    shift,
    lowest,
    into,
    POSITIVE_OFFSET,
    COUNTS,
  );
  into[POSITIVE_LENGTH] = length;
  into[NEGATIVE_LENGTH] = packSide(
    bounds.values,
    points.firstBound[point]!,
    points.boundCount[point]!,
    points.negativeOffset[point]!,
    shift,
    lowest,
    into,
    NEGATIVE_OFFSET,
    COUNTS + length,
  );
}

/** @returns how many buckets it wrote from `countsAt` on; the offset of the first one is at `offsetAt` then */
function packSide(
  values: Float64Array,
  first: number,
  count: number,
  offset: number,
  shift: number,
  lowest: number,
  into: Float64Array,
  offsetAt: number,
  countsAt: number,
): number {
  let from = 0;
  let to = count;
  while (from < to && values[first + from] === 0) from++;
  while (to > from && values[first + to - 1] === 0) to--;
  into[offsetAt] = 0;
  if (from === to) return 0;
  const base = Math.max(lowest, (offset + from) >> shift);
  const length = Math.max(lowest, (offset + to - 1) >> shift) - base + 1;
  into[offsetAt] = base;
  into.fill(0, countsAt, countsAt + length);
  const begin = countsAt - base;
  for (let i = from; i < to; i++) into[begin + Math.max(lowest, (offset + i) >> shift)]! += values[first + i]!;
  return length;
}
