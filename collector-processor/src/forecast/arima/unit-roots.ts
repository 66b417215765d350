import { difference } from './difference.ts';

/** Above it a level is not stationary, at 5 % (Kwiatkowski, Phillips, Schmidt & Shin 1992, table 1). */
const KPSS_5_PERCENT = 0.463;
const MOST_DIFFERENCES = 2;
/** From this strength on a season is differenced (Wang, Smith & Hyndman 2006; the default of R's forecast). */
const STRONG_SEASON = 0.64;

/**
 * The KPSS statistic of a constant level, its long-run variance with Bartlett weights.
 *
 * @param lags of the weights; default ⌊3 √n / 13⌋ as R's forecast takes
 */
export function kpss(values: Float64Array, lags = Math.trunc((3 * Math.sqrt(values.length)) / 13)): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const errors = values.map((value) => value - mean);
  let sum = 0;
  let squaredSums = 0;
  for (const error of errors) {
    sum += error;
    squaredSums += sum * sum;
  }
  let variance = autocovariance(errors, 0);
  for (let lag = 1; lag <= lags; lag++) variance += 2 * (1 - lag / (lags + 1)) * autocovariance(errors, lag);
  return variance > 0 ? squaredSums / (count * count * variance) : 0;
}

function autocovariance(errors: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < errors.length; t++) sum += errors[t]! * errors[t - lag]!;
  return sum / errors.length;
}

/** How often values must be differenced until the KPSS test takes them for stationary: 0, 1 or 2. */
export function differencesNeeded(values: Float64Array): number {
  let rest = values;
  for (let d = 0; d < MOST_DIFFERENCES; d++) {
    if (kpss(rest) <= KPSS_5_PERCENT) return d;
    rest = difference(rest, 1, 1);
  }
  return MOST_DIFFERENCES;
}

/**
 * How much of what the trend leaves is the season: 1 − Var(rest) / Var(season + rest), at least 0. By classical
 * decomposition (a moving mean, and the mean of each slot).
 *
 * @param values at least two seasons
 */
export function seasonalStrength(values: Float64Array, season: number): number {
  const detrended = withoutTrend(values, season);
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  detrended.forEach((value, i) => {
    sums[i % season]! += value;
    counts[i % season]!++;
  });
  const rest = detrended.map((value, i) => value - sums[i % season]! / counts[i % season]!);
  const whole = variance(detrended);
  return whole > 0 ? Math.max(0, 1 - variance(rest) / whole) : 0;
}

export const needsSeasonalDifference = (values: Float64Array, season: number): boolean =>
  values.length >= 2 * season && seasonalStrength(values, season) > STRONG_SEASON;

/** Less the mean over one season around each value (2×m for an even m), where there is one. */
function withoutTrend(values: Float64Array, season: number): Float64Array {
  const half = Math.floor(season / 2);
  const even = season % 2 === 0;
  return Float64Array.from({ length: values.length - 2 * half }, (_, i) => {
    const t = i + half;
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += (even && Math.abs(k) === half ? 0.5 : 1) * values[t + k]!;
    return values[t]! - sum / season;
  });
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
