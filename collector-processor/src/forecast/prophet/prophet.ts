import { initSync, Prophet } from '@bsull/augurs/prophet';
import { optimizer } from '@bsull/augurs-prophet-wasmstan';
import { createCivilClock } from '../../detect/civil-time.ts';
import { keepPromises } from '../bounds.ts';
import { wasmBeside } from '../load-wasm.ts';
import { gaussianIntervals } from '../model-intervals.ts';
import { fitNaive } from '../naive/naive.ts';
import { checkRequest } from '../request.ts';
import { fitSeasonalNaive } from '../seasonal-naive/seasonal-naive.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';
import { trendSpread } from './trend-spread.ts';

const LEAST_VALUES = 20;
/** The optimiser's time grows with the values: the newest so many are learned from. */
const MOST_VALUES = 10_000;
/** As Prophet's own defaults: 25 changes of slope within the first 80 % of the history. */
const CHANGES = 25;

/**
 * Prophet (Taylor & Letham 2018) by augurs, with Stan's optimiser: a piecewise linear trend, Fourier seasons in civil
 * time, holidays. Values that cannot be negative are taken as logarithms. Missing steps are left out.
 *
 * Its optimiser stops at one of two points close to each other, by how its memory lies: two fits of one history agree
 * to about four digits only (decision 1122).
 */
export const prophet: Forecaster = { name: 'prophet', fit: fitProphet };

let loaded = false;
function load(): void {
  if (!loaded) initSync({ module: wasmBeside('@bsull/augurs/prophet', 'prophet_bg.wasm') });
  loaded = true;
}

/** @throws TidemarkError TLERR_FORECAST_HISTORY */
function fitProphet(history: History): FittedForecaster {
  const usable = usableValues(history);
  const known = Array.from(usable.keys())
    .filter((i) => usable[i] === usable[i])
    .slice(-MOST_VALUES);
  if (known.length < LEAST_VALUES) return fitNaive(history, `Prophet needs ${LEAST_VALUES} values`);
  const log = history.nonNegative && known.every((i) => usable[i]! >= 0);
  const inward = log ? Math.log1p : (value: number): number => value;
  const outward = log ? Math.expm1 : (value: number): number => value;
  const values = known.map((i) => inward(usable[i]!));
  if (values.every((value) => value === values[0])) return fitNaive(history, 'the values do not vary');

  const { wallMs } = createCivilClock(history.timezone);
  const wallSeconds = (timeMs: number): number => Math.floor(wallMs(timeMs) / 1000);
  const timeOf = (step: number): number => wallSeconds(history.startMs + step * history.stepMs);
  const times = known.map(timeOf);
  load();
  const model = new Prophet({
    optimizer,
    nChangepoints: CHANGES,
    uncertaintySamples: 0,
    ...holidaysOf(history, wallSeconds),
  });
  try {
    model.fit({ ds: times, y: values }, { seed: 1 });
  } catch {
    // Stan's optimiser throws where it finds no way down, which of some histories it does not.
    return fitSeasonalNaive(history, "Prophet's optimiser found no fit");
  }
  const fitted = model.predict({ ds: times });
  const noise = Math.sqrt(
    values.reduce((sum, value, i) => sum + (value - fitted.yhat.point[i]!) ** 2, 0) / values.length,
  );
  const spreadOf = trendSpread(fitted.trend.point, CHANGES);
  const stand = outward(values.at(-1)!);
  return {
    model: 'prophet',
    fallback: null,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const ds = Array.from({ length: horizon }, (_, h) => timeOf(usable.length + h));
      const expected = Float64Array.from(model.predict({ ds }).yhat.point);
      const spread = expected.map((_, h) => Math.hypot(noise, spreadOf(h + 1)));
      const intervals = gaussianIntervals(expected, spread, levels).map(({ level, lower, upper }) => ({
        level,
        lower: lower.map(outward),
        upper: upper.map(outward),
      }));
      return keepPromises({ expected: expected.map(outward), intervals }, history, stand);
    },
  };
}

/** Calendars in the form that Prophet takes: one effect for all of them. */
function holidaysOf(
  { holidays = [] }: History,
  wallSeconds: (timeMs: number) => number,
): Partial<ConstructorParameters<typeof Prophet>[0]> {
  if (holidays.length === 0) return {};
  const occurrences = holidays.map(({ startMs, endMs }) => ({ start: wallSeconds(startMs), end: wallSeconds(endMs) }));
  return { holidays: new Map([['holiday', { occurrences }]]) };
}
