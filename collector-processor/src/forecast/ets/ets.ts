import { keepPromises } from '../bounds.ts';
import { fillGaps } from '../fill-gaps.ts';
import { fitNaive } from '../naive/naive.ts';
import { gaussianIntervals, sampledIntervals } from '../model-intervals.ts';
import { checkRequest } from '../request.ts';
import { seasonsOf } from '../season.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';
import { chooseEts } from './choose.ts';
import { nameOf, type EtsState } from './model.ts';
import type { EtsEstimate } from './estimate.ts';
import { expectNext, takeNext } from './smooth.ts';
import { isLinear, linearSpread, simulate } from './spread.ts';

/** Fewer values teach no smoothing. */
const LEAST_VALUES = 10;

/**
 * Exponential smoothing: the model of the family that Akaike's corrected criterion prefers, with the season of the day
 * (of daily steps: the week) where the history holds more than two of them. Missing values are filled first (`fillGaps`).
 */
export const ets: Forecaster = { name: 'ets', fit: fitEts };

/** @throws TidemarkError TLERR_FORECAST_HISTORY */
function fitEts(history: History): FittedForecaster {
  const values = usableValues(history);
  if (values.length < LEAST_VALUES) return fitNaive(history, `ETS needs ${LEAST_VALUES} values`);
  const { short } = seasonsOf(history.stepMs);
  const { filled } = fillGaps(values, short);
  const { estimate, seasonLength, fallback } = chooseEts(filled, short);
  if (estimate === null) return fitNaive(history, 'no model of the family can express these values');
  const stand = filled.at(-1)!;
  return {
    model: nameOf(estimate.model),
    fallback,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const expected = path(estimate, horizon);
      const intervals = isLinear(estimate.model)
        ? gaussianIntervals(
            expected,
            linearSpread(estimate.parameters, estimate.variance, seasonLength, horizon),
            levels,
          )
        : sampledIntervals(simulate(estimate, horizon), levels);
      return keepPromises({ expected, intervals }, history, stand);
    },
  };
}

/** The expected values ahead: the model without errors. */
function path({ model, parameters, state }: EtsEstimate, horizon: number): Float64Array {
  const walk: EtsState = { ...state, season: state.season.slice() };
  return Float64Array.from({ length: horizon }, () => {
    const expected = expectNext(model, parameters, walk);
    takeNext(model, parameters, walk, expected);
    return expected;
  });
}
