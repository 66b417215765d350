import type { Forecast } from '../../forecast/types.ts';
import type { ForecastMeasures } from './types.ts';

/** Level of the intervals that are measured, and what a miss costs in MSIS: 2 / (1 − level). */
export const LEVEL = 0.95;
const MISS_COST = 2 / (1 - LEVEL);

/**
 * Measures of the M4 competition (Makridakis et al. 2020), over the steps whose value is known. `forecast` carries one
 * interval, of LEVEL.
 *
 * @param scale mean absolute seasonal difference of the history (seasonalScale)
 */
export function measure({ expected, intervals }: Forecast, actual: Float64Array, scale: number): ForecastMeasures {
  const { lower, upper } = intervals[0]!;
  let [known, smape, error, score, inside] = [0, 0, 0, 0, 0];
  actual.forEach((value, h) => {
    if (value !== value) return;
    known++;
    const off = Math.abs(value - expected[h]!);
    // Nothing expected and nothing come: no error.
    smape += off === 0 ? 0 : (200 * off) / (Math.abs(value) + Math.abs(expected[h]!));
    error += off;
    score += upper[h]! - lower[h]! + MISS_COST * (Math.max(0, lower[h]! - value) + Math.max(0, value - upper[h]!));
    if (lower[h]! <= value && value <= upper[h]!) inside++;
  });
  return {
    smape: smape / known,
    mase: error / known / scale,
    msis: score / known / scale,
    coverage95: inside / known,
  };
}

/** Mean absolute difference of values a season apart: the in-sample error of the seasonal naive forecast. */
export function seasonalScale(history: Float64Array, season: number): number {
  let [sum, count] = [0, 0];
  for (let t = season; t < history.length; t++) {
    const off = Math.abs(history[t]! - history[t - season]!);
    if (off !== off) continue;
    sum += off;
    count++;
  }
  return count === 0 || sum === 0 ? 1 : sum / count;
}
