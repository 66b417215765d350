import { keepPromises } from '../bounds.ts';
import { fitNaive } from '../naive/naive.ts';
import { normalQuantile } from '../normal-quantile.ts';
import { checkRequest } from '../request.ts';
import { seasonsOf } from '../season.ts';
import { fitSeasonalNaive } from '../seasonal-naive/seasonal-naive.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';
import { learnFineModel, stepsAnHour } from './fine-model.ts';
import { type Holidays, holidaysIn } from './holidays.ts';
import type { Path } from './model.ts';
import { learnSteadyModel } from './steady-model.ts';
import { transformOf } from './transform.ts';

/** Fewer seasons than these, or fewer values, are no history to learn from. */
const FEWEST_SEASONS = 4;
const FEWEST_VALUES = 20;
/** With more than this share missing, a season is guessed rather than known. */
const MOST_MISSING = 0.5;
/** Errors have heavier tails than a normal distribution's: set on rolling origins of the open half of M4 Hourly. */
const TAIL = { centre: 0.826, cubic: 0.0324 };

/**
 * The default forecaster: autoregressions on seasonal lags (of the level and of the seasonal difference) and a weekly
 * profile, weighed by their errors at past origins, on a cleaned history. docs/forecasting.md tells how good it is.
 */
export const auto: Forecaster = {
  name: 'auto',
  fit(history) {
    const values = usableValues(history);
    const first = values.findIndex((value) => value === value);
    return fitFrom({ ...history, values: values.subarray(first), startMs: history.startMs + first * history.stepMs });
  },
};

/** @param history begins with a value; what is left out is NaN already */
function fitFrom(history: History): FittedForecaster {
  const { values } = history;
  const plain: History = { ...history, leaveOut: undefined };
  const seasons = seasonsOf(history.stepMs);
  const known = values.reduce((count, value) => (value === value ? count + 1 : count), 0);
  if (values.every((value) => value !== value || value === values[0]))
    return fitNaive(plain, 'all values are the same');
  if (values.length < FEWEST_SEASONS * seasons.short || known < FEWEST_VALUES) {
    return fitSeasonalNaive(plain, `history shorter than ${FEWEST_SEASONS} seasons`);
  }
  if (known < (1 - MOST_MISSING) * values.length) {
    return fitSeasonalNaive(plain, 'more than half of the history is missing');
  }
  const stand = values.findLast((value) => value === value)!;
  const transform = transformOf(values);
  const hour = stepsAnHour(history.stepMs);
  const holidays = holidaysIn(values.map(transform.forward), history);
  const learned = holidays === null ? values : holidays.ordinary.map(transform.inverse);
  const model =
    hour > 1
      ? learnFineModel(learned, hour, transform, history)
      : learnSteadyModel(learned.map(transform.forward), seasons, transform.logarithmic, history);
  return {
    model: 'auto',
    fallback: null,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const { middle, deviation } = withHolidays(model.predict(horizon), holidays, values.length);
      const intervals = levels.map((level) => {
        const far = tailFactor(level);
        return {
          level,
          lower: middle.map((z, h) => transform.inverse(z - far * deviation[h]!)),
          upper: middle.map((z, h) => transform.inverse(z + far * deviation[h]!)),
        };
      });
      return keepPromises({ expected: middle.map(transform.inverse), intervals }, history, stand);
    },
  };
}

/** Steps ahead on special days moved to what such days do, with more doubt. */
function withHolidays(path: Path, holidays: Holidays | null, from: number): Path {
  if (holidays === null) return path;
  const effects = Array.from(path.middle, (_, h) => holidays.effectOn(from + h));
  return {
    middle: path.middle.map((z, h) => z + (effects[h]?.shift ?? 0)),
    deviation: path.deviation.map((deviation, h) => Math.hypot(deviation, effects[h]?.doubt ?? 0)),
  };
}

/** Deviations to each side that hold a share of the values. */
function tailFactor(level: number): number {
  const normal = normalQuantile((1 + level) / 2);
  return normal * (TAIL.centre + TAIL.cubic * normal * normal);
}
