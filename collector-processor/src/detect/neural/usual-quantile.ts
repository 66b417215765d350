import { quantileOf } from '../learned/quantile.ts';

/** Up to this share of the scores may be anomalies without moving the threshold by much. */
const USUAL_SHARE = 0.9;

/**
 * A quantile of usual steps, read off the half of the scores that lies between the median and the 90 % quantile: their tail,
 * taken as exponential, is followed out to `probability`. The plain quantile would lie among the anomalies as soon as the
 * window holds more of them than it leaves out.
 *
 * @param sorted ascending; NaN for none
 * @param probability below 1
 */
export function usualQuantile(sorted: Float64Array, probability: number): number {
  const median = quantileOf(sorted, 0.5);
  if (probability <= USUAL_SHARE) return quantileOf(sorted, probability);
  const rise = quantileOf(sorted, USUAL_SHARE) - median;
  return median + (rise * Math.log(0.5 / (1 - probability))) / Math.log(0.5 / (1 - USUAL_SHARE));
}
