import { keepPromises } from '../bounds.ts';
import { conformalWidth } from '../empirical-interval.ts';
import { fitNaive } from '../naive/naive.ts';
import { checkRequest } from '../request.ts';
import { seasonsOf } from '../season.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';

/** The value of the same time of the day before (of daily steps: the week before). */
export const seasonalNaive: Forecaster = { name: 'seasonal-naive', fit: (history) => fitSeasonalNaive(history, null) };

/**
 * @param fallback why it stands in for another model; null where it was asked for
 * @throws TidemarkError TLERR_FORECAST_HISTORY
 */
export function fitSeasonalNaive(history: History, fallback: string | null): FittedForecaster {
  const values = usableValues(history);
  const { short } = seasonsOf(history.stepMs);
  if (values.length < 2 * short) return fitNaive(history, fallback ?? 'history shorter than two seasons');
  const last = lastSeason(values, short);
  /** Absolute errors of the forecast so many seasons ahead, wherever the history tells them. */
  const errors = new Map<number, Float64Array>();
  const errorsAhead = (seasons: number): Float64Array => {
    const known = errors.get(seasons) ?? absoluteDifferences(values, short * seasons);
    errors.set(seasons, known);
    return known;
  };
  return {
    model: 'seasonal-naive',
    fallback,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const expected = Float64Array.from({ length: horizon }, (_, h) => last[h % short]!);
      const most = Math.max(1, Math.floor(values.length / short / 2));
      const intervals = levels.map((level) => {
        const width = Float64Array.from({ length: horizon }, (_, h) => {
          const seasons = 1 + Math.floor(h / short);
          // Beyond what half of the history can tell, as a random walk of seasons.
          const known = Math.min(seasons, most);
          return conformalWidth(errorsAhead(known), level) * Math.sqrt(seasons / known);
        });
        return {
          level,
          lower: expected.map((value, h) => value - width[h]!),
          upper: expected.map((value, h) => value + width[h]!),
        };
      });
      return keepPromises({ expected, intervals }, history, last[0]!);
    },
  };
}

/** The last season; what is missing in it from the seasons before, else the value before it in time. */
function lastSeason(values: Float64Array, season: number): Float64Array {
  const from = values.length - season;
  let before = values.findLast((value) => value === value)!;
  return Float64Array.from({ length: season }, (_, i) => {
    let at = from + i;
    while (at >= 0 && values[at] !== values[at]) at -= season;
    if (at >= 0) before = values[at]!;
    return before;
  });
}

function absoluteDifferences(values: Float64Array, lag: number): Float64Array {
  return values
    .subarray(lag)
    .map((value, i) => Math.abs(value - values[i]!))
    .filter((error) => error === error)
    .sort();
}
