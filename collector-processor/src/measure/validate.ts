import {
  CUMULATIVE,
  DELTA,
  EXPONENTIAL,
  GAUGE,
  HISTOGRAM,
  SUM,
  type MetricColumns,
} from '../intake/wire/metric-columns.ts';
import { MIN_SCALE } from './exponential/packed.ts';
import type { MeasureLimits } from './limits.ts';
import type { RefusalReason } from './refusals.ts';

/** Larger is no measurement. Fits a 32-bit float, and its square a double: nothing downstream can overflow. */
const MAX_MAGNITUDE = 1e30;
/** The finest that OpenTelemetry's data model names; finer ones than are kept are taken. */
const MAX_GIVEN_SCALE = 20;

/** @returns the reason for which the number cannot be used, or null */
export function numberProblem(value: number): RefusalReason | null {
  if (!Number.isFinite(value)) return 'not_a_number';
  return Math.abs(value) > MAX_MAGNITUDE ? 'out_of_range' : null;
}

/** @returns the reason for which the time cannot be used, or null. A start of 0 says nothing. */
export function timeProblem(
  startMs: number,
  timeMs: number,
  receivedMs: number,
  { maxFutureMs, maxPastMs }: Pick<MeasureLimits, 'maxFutureMs' | 'maxPastMs'>,
): RefusalReason | null {
  if (timeMs === 0) return 'no_time';
  if (startMs > timeMs) return 'bad_interval';
  if (timeMs > receivedMs + maxFutureMs) return 'future';
  return timeMs < receivedMs - maxPastMs ? 'too_old' : null;
}

/** @returns the reason for which what the point says cannot be used, whenever that was, or null */
export function valueProblem(
  columns: MetricColumns,
  metric: number,
  point: number,
  maxBuckets: number,
): RefusalReason | null {
  const { metrics, points } = columns;
  const kind = metrics.kind[metric]!;
  const temporality = metrics.temporality[metric]!;
  if (kind !== GAUGE && temporality !== DELTA && temporality !== CUMULATIVE) return 'no_temporality';
  if (kind === HISTOGRAM) return histogramProblem(columns, point, maxBuckets);
  if (kind === EXPONENTIAL) return exponentialProblem(columns, point, maxBuckets);
  const value = points.value[point]!;
  const problem = numberProblem(value);
  if (problem !== null) return problem;
  return kind === SUM && metrics.monotonic[metric] !== 0 && value < 0 ? 'negative_increase' : null;
}

/** @returns the reason for which a point of these columns cannot be used, or null */
function histogramProblem(columns: MetricColumns, point: number, maxBuckets: number): RefusalReason | null {
  const { points, counts, bounds } = columns;
  const boundCount = points.boundCount[point]!;
  const countCount = points.countCount[point]!;
  if (boundCount > maxBuckets || countCount > maxBuckets + 1) return 'too_many_buckets';
  const firstBound = points.firstBound[point]!;
  const firstCount = points.firstCount[point]!;
  const problem =
    totalsProblem(columns, point) ??
    firstProblem(bounds.values, firstBound, boundCount) ??
    firstProblem(counts.values, firstCount, countCount);
  if (problem !== null) return problem;
  if (countCount === 0) return boundCount === 0 ? null : 'inconsistent_buckets';
  if (countCount !== boundCount + 1) return 'inconsistent_buckets';
  for (let i = 1; i < boundCount; i++)
    if (!(bounds.values[firstBound + i]! > bounds.values[firstBound + i - 1]!)) return 'inconsistent_buckets';
  return total(counts.values, firstCount, countCount) === points.value[point] ? null : 'inconsistent_buckets';
}

/** @returns the reason for which a point of these columns cannot be used, or null */
function exponentialProblem(columns: MetricColumns, point: number, maxBuckets: number): RefusalReason | null {
  const { points, counts, bounds } = columns;
  const positiveCount = points.countCount[point]!;
  const negativeCount = points.boundCount[point]!;
  if (positiveCount > maxBuckets || negativeCount > maxBuckets) return 'too_many_buckets';
  const scale = points.scale[point]!;
  const zeroThreshold = points.zeroThreshold[point]!;
  if (scale < MIN_SCALE || scale > MAX_GIVEN_SCALE || zeroThreshold < 0) return 'inconsistent_buckets';
  const firstPositive = points.firstCount[point]!;
  const firstNegative = points.firstBound[point]!;
  const problem =
    totalsProblem(columns, point) ??
    numberProblem(zeroThreshold) ??
    firstProblem(counts.values, firstPositive, positiveCount) ??
    firstProblem(bounds.values, firstNegative, negativeCount);
  if (problem !== null) return problem;
  const inBuckets =
    total(counts.values, firstPositive, positiveCount) + total(bounds.values, firstNegative, negativeCount);
  if (points.zeroCount[point]! + inBuckets !== points.value[point]) return 'inconsistent_buckets';
  // The largest bound of the range: 2^(index · 2^-scale).
  const largestIndex = Math.max(
    points.positiveOffset[point]! + positiveCount,
    points.negativeOffset[point]! + negativeCount,
  );
  return largestIndex * 2 ** -scale > Math.log2(MAX_MAGNITUDE) ? 'out_of_range' : null;
}

/** A histogram's sum and maximum may be missing (NaN), but not infinite. */
function totalsProblem({ points }: MetricColumns, point: number): RefusalReason | null {
  const sum = points.sum[point]!;
  const max = points.max[point]!;
  return (
    numberProblem(points.value[point]!) ??
    (Number.isNaN(sum) ? null : numberProblem(sum)) ??
    (Number.isNaN(max) ? null : numberProblem(max))
  );
}

function firstProblem(values: Float64Array, first: number, count: number): RefusalReason | null {
  for (let i = first; i < first + count; i++) {
    const problem = numberProblem(values[i]!);
    if (problem !== null) return problem;
  }
  return null;
}

function total(values: Float64Array, first: number, count: number): number {
  let sum = 0;
  for (let i = first; i < first + count; i++) sum += values[i]!;
  return sum;
}
