import { initSync, MSTL } from '@bsull/augurs/mstl';
import { keepPromises } from '../bounds.ts';
import { fillGaps } from '../fill-gaps.ts';
import { wasmBeside } from '../load-wasm.ts';
import { checkRequest } from '../request.ts';
import { seasonsOf } from '../season.ts';
import { fitSeasonalNaive } from '../seasonal-naive/seasonal-naive.ts';
import type { FittedForecaster, Forecaster, History, Interval } from '../types.ts';
import { usableValues } from '../usable-values.ts';

/** The decomposition smooths each season as a whole: longer histories take seconds, and say little more. */
const MOST_VALUES = 20_000;

/**
 * Multiple seasonal-trend decomposition by Loess, what is left of it by exponential smoothing (Bandara, Hyndman &
 * Bergmeir 2021), by augurs. Values that cannot be negative are taken as logarithms. Missing values are filled first
 * (`fillGaps`). Its intervals know nothing of what the seasons may change: they are too narrow, as published.
 */
export const mstl: Forecaster = { name: 'mstl', fit: fitMstl };

let loaded = false;
function load(): void {
  if (!loaded) initSync({ module: wasmBeside('@bsull/augurs/mstl', 'mstl_bg.wasm') });
  loaded = true;
}

/** @throws TidemarkError TLERR_FORECAST_HISTORY */
function fitMstl(history: History): FittedForecaster {
  const usable = usableValues(history);
  const { short, week } = seasonsOf(history.stepMs);
  if (short < 2 || usable.length <= 2 * short) return fitSeasonalNaive(history, 'MSTL needs more than two seasons');
  const log = history.nonNegative && usable.every((value) => !(value < 0));
  const inward = log ? Math.log1p : (value: number): number => value;
  const outward = log ? Math.expm1 : (value: number): number => value;
  const values = fillGaps(usable, short).filled.slice(-MOST_VALUES).map(inward);
  const seasons = week !== null && values.length > 2 * week ? [short, week] : [short];
  load();
  const model = MSTL.ets(seasons);
  try {
    model.fit(values);
  } catch {
    // Of a constant series nothing is left to smooth.
    model.free();
    return fitSeasonalNaive(history, 'MSTL finds no model for these values');
  }
  const stand = outward(values.at(-1)!);
  const back = (column: readonly number[]): Float64Array => Float64Array.from(column, outward);
  return {
    model: `MSTL(${seasons.join()}) + ETS`,
    fallback: null,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const expected = back(model.predict(horizon).point);
      const intervals = levels.map((level): Interval => {
        const told = model.predict(horizon, level).intervals;
        return { level, lower: back(told?.lower ?? []), upper: back(told?.upper ?? []) };
      });
      return keepPromises({ expected, intervals }, history, stand);
    },
  };
}
