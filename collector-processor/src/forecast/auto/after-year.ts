import { levelAutoregression } from './autoregression.ts';
import type { CleanSeries } from './clean.ts';
import type { Member } from './member.ts';
import { YEAR_DAYS, yearlyCurve } from './yearly-curve.ts';

/** A curve learned from fewer than two years takes a year's events for its season. */
const TWO_YEARS = Math.ceil(2 * YEAR_DAYS);

/**
 * Of daily steps: the curve of the year, and the level's autoregression on what it leaves.
 *
 * @param after days that must lie behind the first origin, so that it is weighed by as many past errors as others
 * @returns null where the history is too short
 */
export function afterYear(series: CleanSeries, week: number, after: number): Member | null {
  const { z, observed } = series;
  if (z.length < TWO_YEARS + after) return null;
  const curve = yearlyCurve(series);
  const whole = curve.learnedBefore(z.length);
  const rest = levelAutoregression({ z: z.map((value, day) => value - whole(day)), observed }, week);
  if (rest === null) return null;
  const longest = rest.regression.from;
  return {
    ...{ name: 'after-year', optimism: rest.optimism, firstOrigin: curve.firstDay + TWO_YEARS },
    predict(origin, horizon) {
      const at = curve.learnedBefore(origin);
      const recent = z.slice(origin - longest, origin).map((value, i) => value - at(origin - longest + i));
      return rest.continued(recent, horizon).map((value, h) => value + at(origin + h));
    },
  };
}
