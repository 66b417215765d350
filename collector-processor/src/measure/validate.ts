import type { ExponentialPoint, HistogramPoint } from '../intake/otlp/decoded.ts';
import type { ExponentialReading, HistogramReading } from './reading.ts';
import type { MeasureLimits } from './limits.ts';
import type { RefusalReason } from './refusals.ts';

/** Larger is no measurement. Fits a 32-bit float, and its square a double: nothing downstream can overflow. */
const MAX_MAGNITUDE = 1e30;
/** The scales that OpenTelemetry's data model names. */
const MIN_SCALE = -10;
const MAX_SCALE = 20;

export type Checked<T> =
  { readonly status: 'ok'; readonly value: T } | { readonly status: 'refused'; readonly reason: RefusalReason };

/** @returns the reason for which the number cannot be used, or null */
export function numberProblem(value: number): RefusalReason | null {
  if (!Number.isFinite(value)) return 'not_a_number';
  return Math.abs(value) > MAX_MAGNITUDE ? 'out_of_range' : null;
}

/** @returns the reason for which the time cannot be used, or null. A start of 0 says nothing. */
export function timeProblem(
  { startMs, timeMs }: { readonly startMs: number; readonly timeMs: number },
  receivedMs: number,
  { maxFutureMs, maxPastMs }: Pick<MeasureLimits, 'maxFutureMs' | 'maxPastMs'>,
): RefusalReason | null {
  if (timeMs === 0) return 'no_time';
  if (startMs > timeMs) return 'bad_interval';
  if (timeMs > receivedMs + maxFutureMs) return 'future';
  return timeMs < receivedMs - maxPastMs ? 'too_old' : null;
}

export function checkHistogram(point: HistogramPoint, maxBuckets: number): Checked<HistogramReading> {
  const { bounds, counts, count } = point;
  if (bounds.length > maxBuckets || counts.length > maxBuckets + 1) return refused('too_many_buckets');
  const problem = totalsProblem(point) ?? firstProblem(bounds) ?? firstProblem(counts);
  if (problem !== null) return refused(problem);
  const wellFormed = counts.length === 0 ? bounds.length === 0 : counts.length === bounds.length + 1;
  const ascending = bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!);
  if (!wellFormed || !ascending || (counts.length > 0 && total(counts) !== count))
    return refused('inconsistent_buckets');
  return { status: 'ok', value: { kind: 'histogram', count, sum: optional(point.sum), bounds, counts } };
}

export function checkExponential(point: ExponentialPoint, maxBuckets: number): Checked<ExponentialReading> {
  const { scale, count, zeroCount, zeroThreshold, positive, negative } = point;
  if (positive.counts.length > maxBuckets || negative.counts.length > maxBuckets) return refused('too_many_buckets');
  if (scale < MIN_SCALE || scale > MAX_SCALE || zeroThreshold < 0) return refused('inconsistent_buckets');
  const problem =
    totalsProblem(point) ??
    numberProblem(zeroThreshold) ??
    firstProblem(positive.counts) ??
    firstProblem(negative.counts);
  if (problem !== null) return refused(problem);
  if (zeroCount + total(positive.counts) + total(negative.counts) !== count) return refused('inconsistent_buckets');
  // The largest bound of the range: 2^(index · 2^-scale).
  const largestExponent =
    Math.max(positive.offset + positive.counts.length, negative.offset + negative.counts.length) * 2 ** -scale;
  if (largestExponent > Math.log2(MAX_MAGNITUDE)) return refused('out_of_range');
  return {
    status: 'ok',
    value: {
      kind: 'exponential',
      count,
      sum: optional(point.sum),
      scale,
      zeroThreshold,
      zeroCount,
      positive,
      negative,
    },
  };
}

/** A histogram's sum and maximum may be missing (NaN), but not infinite. */
function totalsProblem({ count, sum, max }: { count: number; sum: number; max: number }): RefusalReason | null {
  return (
    numberProblem(count) ??
    (Number.isNaN(sum) ? null : numberProblem(sum)) ??
    (Number.isNaN(max) ? null : numberProblem(max))
  );
}

function firstProblem(values: readonly number[]): RefusalReason | null {
  for (const value of values) {
    const problem = numberProblem(value);
    if (problem !== null) return problem;
  }
  return null;
}

function total(counts: readonly number[]): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

/** NaN, "not given", as null. */
export function optional(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function refused(reason: RefusalReason): { readonly status: 'refused'; readonly reason: RefusalReason } {
  return { status: 'refused', reason };
}
