/** Of the standard normal distribution: a season must be significant at 90 % to be taken out. */
const SIGNIFICANT = 1.645;

/**
 * Naive2 of the M4 competition: the last value, seasonally adjusted where the autocorrelation at the season says that
 * there is one (its 90 % test, Makridakis et al. 2020), by classical multiplicative decomposition.
 *
 * @param history without NaN
 */
export function naive2(history: Float64Array, season: number, horizon: number): Float64Array {
  const n = history.length;
  const indices = isSeasonal(history, season) ? seasonalIndices(history, season) : new Float64Array(season).fill(1);
  const last = history[n - 1]! / indices[(n - 1) % season]!;
  return Float64Array.from({ length: horizon }, (_, h) => last * indices[(n + h) % season]!);
}

function isSeasonal(history: Float64Array, season: number): boolean {
  if (season === 1 || history.length < 3 * season) return false;
  const mean = history.reduce((sum, value) => sum + value, 0) / history.length;
  const total = history.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let t = lag; t < history.length; t++) sum += (history[t]! - mean) * (history[t - lag]! - mean);
    return sum / total;
  };
  let squares = 0;
  for (let lag = 1; lag < season; lag++) squares += correlation(lag) ** 2;
  return Math.abs(correlation(season)) > SIGNIFICANT * Math.sqrt((1 + 2 * squares) / history.length);
}

/** Mean ratio to the centred moving average by place in the season, their mean 1. */
function seasonalIndices(history: Float64Array, season: number): Float64Array {
  const half = season >> 1;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = half; t < history.length - half; t++) {
    let average = 0;
    for (let i = -half; i <= half; i++) {
      // An even season needs half of each end to be centred.
      const part = season % 2 === 0 && Math.abs(i) === half ? 0.5 : 1;
      average += (part * history[t + i]!) / season;
    }
    if (average === 0) continue;
    sums[t % season]! += history[t]! / average;
    counts[t % season]!++;
  }
  const means = sums.map((sum, place) => (counts[place] === 0 ? 1 : sum / counts[place]!));
  const mean = means.reduce((sum, value) => sum + value, 0) / season;
  return means.map((index) => (index > 0 && mean > 0 ? index / mean : 1));
}
