import { keepPromises } from '../bounds.ts';
import { conformalWidth } from '../empirical-interval.ts';
import { checkRequest } from '../request.ts';
import type { FittedForecaster, Forecaster, History } from '../types.ts';
import { usableValues } from '../usable-values.ts';

/** So many of the last values: their median is the level, so that one wild value is none. */
const LEVEL_OF = 3;

/** The last level, for ever: what is left to say where there is no more to learn from. */
export const naive: Forecaster = { name: 'naive', fit: (history) => fitNaive(history, null) };

/**
 * @param fallback why it stands in for another model; null where it was asked for
 * @throws TidemarkError TLERR_FORECAST_HISTORY
 */
export function fitNaive(history: History, fallback: string | null): FittedForecaster {
  const finite = usableValues(history).filter((value) => value === value);
  const last = finite.slice(-LEVEL_OF).sort();
  const level = last[(last.length - 1) >> 1]!;
  const changes = Float64Array.from(finite.subarray(1), (value, i) => Math.abs(value - finite[i]!)).sort();
  return {
    model: 'naive',
    fallback,
    predict(horizon, levels) {
      checkRequest(horizon, levels);
      const expected = new Float64Array(horizon).fill(level);
      const intervals = levels.map((share) => {
        const width = conformalWidth(changes, share);
        // Of a random walk: the variance grows with each step.
        const reach = Float64Array.from(expected, (_, h) => width * Math.sqrt(h + 1));
        return { level: share, lower: reach.map((by) => level - by), upper: reach.map((by) => level + by) };
      });
      return keepPromises({ expected, intervals }, history, level);
    },
  };
}
