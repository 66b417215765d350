import { keepPromises } from '../bounds.ts';
import { fillGaps } from '../fill-gaps.ts';
import { gaussianIntervals } from '../model-intervals.ts';
import { fitNaive } from '../naive/naive.ts';
import { checkRequest } from '../request.ts';
import { seasonsOf } from '../season.ts';
import { fitSeasonalNaive } from '../seasonal-naive/seasonal-naive.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';
import { extrapolate, spreadOf } from './extrapolate.ts';
import { nameOf } from './order.ts';
import { searchArima } from './search.ts';

/** Longer seasons make an estimate of minutes: the seasonal naive forecast stands in. */
const LONGEST_SEASON = 96;
/** What came long ago tells an autoregression of few lags nothing more, and bounds the time. */
const MOST_VALUES = 2_000;
const LEAST_VALUES = 12;

/**
 * Seasonal ARIMA with an automatic order (Hyndman & Khandakar 2008), estimated by conditional squares, with the season
 * of the day (of daily steps: the week). Missing values are filled first (`fillGaps`).
 */
export const arima: Forecaster = { name: 'arima', fit: fitArima };

/** @throws TidemarkError TLERR_FORECAST_HISTORY */
function fitArima(history: History): FittedForecaster {
  const usable = usableValues(history);
  const { short } = seasonsOf(history.stepMs);
  if (usable.length < LEAST_VALUES) return fitNaive(history, `ARIMA needs ${LEAST_VALUES} values`);
  if (short > LONGEST_SEASON) {
    return fitSeasonalNaive(
      history,
      `ARIMA takes seasons up to ${LONGEST_SEASON} steps, not ${short}: use longer steps`,
    );
  }
  const values = fillGaps(usable, short).filled.slice(-MOST_VALUES);
  const estimate = searchArima(values, short);
  if (estimate === null) return fitNaive(history, 'too few values for any ARIMA');
  const stand = values.at(-1)!;
  return {
    model: nameOf(estimate.order),
    fallback: null,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const expected = extrapolate(estimate, values, horizon);
      return keepPromises(
        { expected, intervals: gaussianIntervals(expected, spreadOf(estimate, horizon), levels) },
        history,
        stand,
      );
    },
  };
}
