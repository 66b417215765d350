import { quantileOf } from '../detect/learned/quantile.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * How far from a forecast `level` of the values lie, told from past errors (split conformal: Vovk et al. 2005, Lei et
 * al. 2018). Where there are too few errors to tell, their widest known quantile, stretched as a normal distribution
 * would be.
 *
 * @param sorted absolute errors in ascending order
 * @returns 0 for no errors
 */
export function conformalWidth(sorted: Float64Array, level: number): number {
  const n = sorted.length;
  if (n === 0) return 0;
  const known = n / (n + 1);
  const told = Math.min(level, known);
  // The k-th of n errors, k = ⌈(n + 1) level⌉, has at least that coverage for exchangeable errors.
  const width = quantileOf(sorted, Math.min(1, (Math.ceil((n + 1) * told - 1e-9) - 1) / Math.max(1, n - 1)));
  return told === level ? width : (width * normalQuantile((1 + level) / 2)) / normalQuantile((1 + known) / 2);
}
