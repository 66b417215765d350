import { quantileOf } from '../detect/learned/quantile.ts';
import { normalQuantile } from './normal-quantile.ts';
import type { Interval } from './types.ts';

/**
 * Intervals of a model whose errors are normal.
 *
 * @param spread standard deviation of the error at each step ahead
 */
export function gaussianIntervals(expected: Float64Array, spread: Float64Array, levels: readonly number[]): Interval[] {
  return levels.map((level) => {
    const width = normalQuantile(0.5 + level / 2);
    return {
      level,
      lower: expected.map((value, h) => value - width * spread[h]!),
      upper: expected.map((value, h) => value + width * spread[h]!),
    };
  });
}

/**
 * Intervals between the quantiles of paths that a model drew.
 *
 * @param rows the sorted values of all paths at each step ahead
 */
export function sampledIntervals(rows: readonly Float64Array[], levels: readonly number[]): Interval[] {
  return levels.map((level) => ({
    level,
    lower: Float64Array.from(rows, (row) => quantileOf(row, 0.5 - level / 2)),
    upper: Float64Array.from(rows, (row) => quantileOf(row, 0.5 + level / 2)),
  }));
}
