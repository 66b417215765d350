/** The autocorrelation is taken over so many points at most, up to this lag, from this lag. */
const MOST_POINTS = 20_000;
const MOST_LAG = 400;
const LEAST_LAG = 3;
/** What TSB-AD takes where the strongest peak lies too near or too far, or there is none. */
const WITHOUT_PEAK = 125;
const FARTHEST_PEAK = 300;

/**
 * The period of a series as TSB-AD estimates it (`find_length_rank`): the lag of the highest local maximum of the
 * autocorrelation. A missing value is taken as the one before it.
 */
export function estimatePeriod(values: Float64Array): number {
  const filled = withoutGaps(values.subarray(0, MOST_POINTS));
  const mean = filled.reduce((a, b) => a + b, 0) / filled.length;
  const centred = filled.map((value) => value - mean);
  const lags = Math.min(MOST_LAG, filled.length - 1);
  const correlation: number[] = [];
  for (let lag = LEAST_LAG; lag <= lags; lag++) {
    let sum = 0;
    for (let i = lag; i < centred.length; i++) sum += centred[i]! * centred[i - lag]!;
    correlation.push(sum);
  }
  let best = -1;
  for (let i = 1; i < correlation.length - 1; i++) {
    const isPeak = correlation[i]! > correlation[i - 1]! && correlation[i]! > correlation[i + 1]!;
    if (isPeak && (best < 0 || correlation[i]! > correlation[best]!)) best = i;
  }
  // TSB-AD compares the place in the list, not the lag.
  return best < LEAST_LAG || best > FARTHEST_PEAK ? WITHOUT_PEAK : best + LEAST_LAG;
}

function withoutGaps(values: Float64Array): Float64Array {
  let last = values.find((value) => value === value) ?? 0;
  return values.map((value) => {
    if (value === value) last = value;
    return last;
  });
}
