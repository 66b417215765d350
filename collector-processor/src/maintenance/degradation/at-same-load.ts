import { median } from '../least-squares.ts';
import { regressRobustly } from '../regression.ts';
import type { LoadedHistory } from './types.ts';

/** Daily levels as they would be at the usual load, in the straight scale (logarithm, of shares the square root). */
export interface SameLoad {
  /** One a day of 24 h, oldest first; the last one ends with the history. NaN where hardly anything is known. */
  readonly levels: Float64Array;
  /** What each day's load had of each column that the load is explained with, less its usual: how far errors of `covariance` reach. */
  readonly loads: readonly Float64Array[];
  /** Of the columns' coefficients, row-major. */
  readonly covariance: Float64Array;
}

/** Hours of a day that must be known. */
const MIN_HOURS = 12;
/** What happens beyond the loads that were seen before the last days is not known. */
const RECENT_DAYS = 14;
const FEWEST_DAYS_BEFORE = 7;
const SEEN = 0.99;
const BEYOND = 0.05;
/** An hour is tied to the one before it: so much less is known of how load matters (variance). */
const TIED = 5;

/**
 * Takes the load out of a service's latency or errors. How load matters is learned from the hours within days alone, so that
 * neither a slow drift nor the growth of traffic is taken for it: twice a straight line in the logarithm of the load, below
 * and above its median, that never falls.
 */
export function atSameLoad({ values, load, stepMs, ratio }: LoadedHistory): SameLoad {
  const perDay = Math.max(1, Math.round(86_400_000 / stepMs));
  const days = Math.floor(values.length / perDay);
  const skipped = values.length - days * perDay;
  const busy = logarithms(load.subarray(skipped));
  const known = seenBefore(busy, perDay);
  const y = values.subarray(skipped).map((value, i) => {
    const usable = busy[i]! <= known && (ratio ? value >= 0 : value > 0);
    return usable ? (ratio ? Math.sqrt(value) : Math.log(value)) : NaN;
  });
  const middle = median(busy);
  const halves = [busy.map((b) => Math.min(0, b - middle)), busy.map((b) => Math.max(0, b - middle))];
  const { columns, coefficients, covariance } = risingWithin(y, halves, perDay);
  const rest = y.map((value, i) => columns.reduce((sum, column, c) => sum - coefficients[c]! * column[i]!, value));
  const profile = profileOf(rest, perDay);
  const without = rest.map((value, i) => value - profile[i % perDay]!);
  const loads = columns.map((column) => {
    const means = dayMeans(
      column.map((value, i) => (y[i] === y[i] ? value : NaN)),
      perDay,
      days,
    );
    const usual = median(means);
    return means.map((mean) => (mean === mean ? mean - usual : 0));
  });
  return { levels: dayMeans(without, perDay, days), loads, covariance };
}

/** Of loads above 0; a hundredth of the median is added, so that a quiet hour is not infinitely quieter. */
function logarithms(load: Float64Array): Float64Array<ArrayBuffer> {
  const least = 0.01 * median(load) || 1e-9;
  return Float64Array.from(load, (value) => (value >= 0 ? Math.log(value + least) : NaN));
}

/** Highest load, as a logarithm, at which it is known how the service does. */
function seenBefore(busy: Float64Array, perDay: number): number {
  const days = busy.length / perDay;
  const before = busy.subarray(0, Math.max(FEWEST_DAYS_BEFORE, days - RECENT_DAYS) * perDay);
  const sorted = before.filter((value) => value === value).sort();
  return (sorted[Math.floor(SEEN * (sorted.length - 1))] ?? NaN) + BEYOND;
}

/** Regression on columns of which no coefficient may be below 0, by differences from each day's mean. */
function risingWithin(y: Float64Array, columns: readonly Float64Array[], perDay: number) {
  const within = (column: Float64Array): Float64Array => {
    const known = column.map((value, i) => (y[i] === y[i] ? value : NaN));
    const means = dayMeans(known, perDay, column.length / perDay);
    return known.map((value, i) => value - means[Math.floor(i / perDay)]!);
  };
  let kept = columns;
  for (;;) {
    if (kept.length === 0) return { columns: kept, coefficients: new Float64Array(0), covariance: new Float64Array(0) };
    const { coefficients, inverse, squares, count } = regressRobustly(
      kept.map((column) => within(column).map((value) => (value === value ? value : 0))),
      within(y),
    );
    const falling = kept.filter((_, c) => !(coefficients[c]! >= 0));
    if (falling.length === 0) {
      const variance = (TIED * squares) / Math.max(1, count - count / perDay - kept.length);
      return { columns: kept, coefficients, covariance: inverse.map((value) => variance * value) };
    }
    // One at a time: without it the other may rise.
    const worst = kept.findIndex(
      (_, c) => coefficients[c] === Math.min(...coefficients) || coefficients[c] !== coefficients[c],
    );
    kept = kept.filter((_, c) => c !== worst);
  }
}

function dayMeans(values: Float64Array, perDay: number, days: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: days }, (_, day) => {
    const known = values.subarray(day * perDay, (day + 1) * perDay).filter((value) => value === value);
    const least = (MIN_HOURS / 24) * perDay;
    return known.length < least ? NaN : known.reduce((sum, value) => sum + value / known.length, 0);
  });
}

/** What each hour of a day usually differs by from its day: days of which hours are missing are told as well as others. */
function profileOf(rest: Float64Array, perDay: number): Float64Array {
  const means = dayMeans(rest, perDay, rest.length / perDay);
  return Float64Array.from({ length: perDay }, (_, hour) => {
    const usual = median(means.map((mean, day) => rest[day * perDay + hour]! - mean));
    return usual === usual ? usual : 0;
  });
}
