import { quantileOf, sortedFinite } from './quantile.ts';

/** Quartiles of a normal distribution are 1.349 standard deviations apart. */
const NORMAL_IQR = 1.349;
/** Up to here a scaled value is left as it is; beyond, it grows as a logarithm. */
const LINEAR_TO = 3;

export interface Scale {
  readonly centre: number;
  /** > 0. */
  readonly spread: number;
}

/**
 * Median and interquartile range, which a few anomalies in the window do not move. Where more than half of the entries
 * are equal the range is 0: then the mean absolute deviation stands in, and 1 for a constant.
 */
export function learnScale(values: ArrayLike<number>): Scale {
  const sorted = sortedFinite(values);
  if (sorted.length === 0) return { centre: 0, spread: 1 };
  const centre = quantileOf(sorted, 0.5);
  const iqr = (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / NORMAL_IQR;
  if (iqr > 0) return { centre, spread: iqr };
  let sum = 0;
  for (const value of sorted) sum += Math.abs(value - centre) / sorted.length;
  return { centre, spread: sum > 0 ? sum : 1 };
}

/** The value in spreads from the centre, its far reaches compressed. */
export function scaled(value: number, { centre, spread }: Scale): number {
  return compressed((value - centre) / spread);
}

/**
 * What lies further than 3 spreads out grows as a logarithm from there on. Order is kept, while one wild value does not
 * make all others look alike to a method that measures distances: the largest number there is becomes 712.
 */
export function compressed(distance: number): number {
  const size = Math.abs(distance);
  if (!(size > LINEAR_TO)) return distance;
  return Math.sign(distance) * (LINEAR_TO + Math.log(Math.min(size, Number.MAX_VALUE) - (LINEAR_TO - 1)));
}
