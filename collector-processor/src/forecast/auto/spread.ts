import type { Autoregression } from './autoregression.ts';
import { quantileOf, sortedFinite } from '../../detect/learned/quantile.ts';
import type { PastErrors } from './origins.ts';

/** Residuals beyond so many robust deviations count as that. */
const CLIP_DEVIATIONS = 5;
/** The variance of a time of day is drawn to the whole's as by so many residuals. */
const SHRINKAGE = 5;

/**
 * Variance of each step ahead by the theory of linear models (Box & Jenkins): the noise of each time of day, passed on
 * by the regression's impulse response.
 *
 * @param season 0 for the regression of levels; the length of the difference otherwise
 */
export function analyticVariance(
  { regression, scale, optimism }: Autoregression,
  difference: number,
  season: number,
  horizon: number,
): Float64Array {
  const { residuals, lags, coefficients, rows } = regression;
  const spent = Math.min(lags.length + 1, rows * 0.9);
  const inflation = ((rows / (rows - spent)) * (optimism + 1)) / 2;
  const noise = noiseByPhase(residuals, season).map((variance) => variance * scale * scale * inflation);
  const impulse = impulseResponse(lags, coefficients, difference, horizon);
  const first = residuals.length % season;
  return Float64Array.from({ length: horizon }, (_, h) => {
    let variance = 0;
    for (let i = 0; i <= h; i++) variance += impulse[h - i]! ** 2 * noise[(first + i) % season]!;
    return variance;
  });
}

/** Variance of the residuals by their place in the season, counted from the first residual. */
function noiseByPhase(residuals: Float64Array, season: number): Float64Array {
  const sizes = sortedFinite(residuals.map(Math.abs));
  const limit = CLIP_DEVIATIONS * 1.4826 * quantileOf(sizes, 0.5) || sizes.at(-1)!;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  let total = 0;
  residuals.forEach((residual, i) => {
    const square = Math.min(limit, Math.abs(residual)) ** 2;
    sums[i % season]! += square;
    counts[i % season]!++;
    total += square;
  });
  const overall = total / residuals.length;
  return sums.map((sum, phase) => (sum + SHRINKAGE * overall) / (counts[phase]! + SHRINKAGE));
}

/** What a shock of 1 adds to each step from its own on. */
function impulseResponse(
  lags: readonly number[],
  coefficients: Float64Array,
  difference: number,
  horizon: number,
): Float64Array {
  const response = new Float64Array(horizon);
  const change = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    change[h] = h === 0 ? 1 : 0;
    for (let i = 0; i < lags.length && lags[i]! <= h; i++) change[h]! += coefficients[i]! * change[h - lags[i]!]!;
    response[h] = change[h]! + (difference > 0 && h >= difference ? response[h - difference]! : 0);
  }
  return response;
}

/** Steps to each side over which the empirical variance is smoothed. */
const SMOOTHED = 4;
/**
 * Origins count by this power of their errors: a series that is at times far off is wider than one that is always a
 * little off. On M4 Hourly the share of series covered under .80 falls from .082 to .053 at the same coverage.
 */
const POWER = 4;

/** Mean squared error (by its fourth power) of the weighted members at past origins, smoothed over the horizon. */
export function empiricalVariance(
  { byMember, origins }: PastErrors,
  weights: readonly number[],
  optimism: number,
): Float64Array {
  const steps = byMember[0]![0]!.length;
  const sums = new Float64Array(steps);
  const counts = new Float64Array(steps);
  for (let j = 0; j < origins; j++) {
    for (let h = 0; h < steps; h++) {
      let error = 0;
      for (let k = 0; k < weights.length; k++) error += weights[k]! * byMember[k]![j]![h]!;
      if (error !== error) continue;
      sums[h]! += Math.abs(error) ** POWER;
      counts[h]!++;
    }
  }
  return sums.map((_, h) => {
    let [sum, count] = [0, 0];
    for (let i = Math.max(0, h - SMOOTHED); i <= Math.min(steps - 1, h + SMOOTHED); i++) {
      if (counts[i] === 0) continue;
      sum += (sums[i]! / counts[i]!) ** (2 / POWER);
      count++;
    }
    return count === 0 ? NaN : (optimism * sum) / count;
  });
}
