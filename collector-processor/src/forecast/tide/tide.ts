import { createTideDetector } from '../../detect/tide/detector.ts';
import { allocateColumns, MAX_MAGNITUDE } from '../../detect/types.ts';
import { plainWatch } from '../../measure/plain-watch.ts';
import { keepPromises } from '../bounds.ts';
import { fitNaive } from '../naive/naive.ts';
import { normalQuantile } from '../normal-quantile.ts';
import { checkRequest } from '../request.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Longer steps have no place in the detector's hours of the week. */
const LONGEST_STEP_MS = DAY_MS;
/** Limits are no nearer than for one alarm in a hundred steps. */
const MOST_ALARMS = 0.01;
/** Until then it has not seen each time of a day. */
const FEWEST_DAYS = 2;

/**
 * What the detector expects, which near forecasts are made of: fed the history step by step, and asked for each step to
 * come. It is made to score the next step, not the next day, and is here so that others can be held against it. Its limits
 * hold what comes once in so many steps; intervals are those limits at the level asked for, of a normal distribution.
 */
export const tide: Forecaster = { name: 'tide', fit: fitTide };

/** @throws TidemarkError TLERR_FORECAST_HISTORY */
function fitTide(history: History): FittedForecaster {
  const values = usableValues(history);
  const { stepMs, startMs, timezone } = history;
  if (stepMs > LONGEST_STEP_MS) return fitNaive(history, 'steps longer than a day');
  if (values.length * stepMs < FEWEST_DAYS * DAY_MS)
    return fitNaive(history, `history shorter than ${FEWEST_DAYS} days`);
  const watch = { ...plainWatch(stepMs), timezone };
  const detector = createTideDetector(watch);
  const alarmProbability = Math.min(MOST_ALARMS, (watch.falseAlarmsPerWeek * stepMs) / WEEK_MS);
  const limitDeviations = normalQuantile(1 - alarmProbability / 2);
  const columns = allocateColumns(1);
  const value = new Float64Array(1);
  const [held, unit] = [new Uint8Array(1), new Float64Array(1)];
  const first = values.findIndex((each) => each === each);
  let stand = values[first]!;
  for (let i = first; i < values.length; i++) {
    value[0] = Math.abs(values[i]!) <= MAX_MAGNITUDE ? values[i]! : NaN;
    if (values[i] === values[i]) stand = values[i]!;
    detector.step({ stepStartMs: startMs + i * stepMs, count: 1, value, held, unit }, columns);
  }
  const endMs = startMs + values.length * stepMs;
  return {
    model: 'tide',
    fallback: null,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const ahead = Array.from({ length: horizon }, (_, h) => ({ ...detector.expect(0, endMs + h * stepMs) }));
      const expected = Float64Array.from(ahead, (each) => each.expected);
      const intervals = levels.map((level) => {
        const share = normalQuantile((1 + level) / 2) / limitDeviations;
        return {
          level,
          lower: Float64Array.from(ahead, (each) => each.expected - share * (each.expected - each.lower)),
          upper: Float64Array.from(ahead, (each) => each.expected + share * (each.upper - each.expected)),
        };
      });
      return keepPromises({ expected, intervals }, history, stand);
    },
  };
}
