import type { Member } from './member.ts';

/** Weeks that the profile is made of, and the weight of each against the one after it. */
const WEEKS = 3;
const FORGETTING = 0.8;
/** Of the present distance from the profile, what is left a step later. */
const KEPT_DISTANCE = 0.97;

/** The weighted mean of the last weeks, and the present distance from it fading. null for less than three weeks. */
export function weeklyProfile(z: Float64Array, season: number, week: number): Member | null {
  if (z.length < 3 * week) return null;
  return {
    ...{ name: 'week', optimism: 1, firstOrigin: 2 * week },
    predict(origin, horizon) {
      const weeks = Math.min(WEEKS, Math.floor(origin / week) - 1);
      let total = 0;
      for (let j = 0; j < weeks; j++) total += FORGETTING ** j;
      const profileAt = (t: number): number => {
        let sum = 0;
        for (let j = 0; j < weeks; j++) sum += FORGETTING ** j * z[t - week * (j + 1)]!;
        return sum / total;
      };
      let distance = 0;
      for (let t = origin - season; t < origin; t++) distance += (z[t]! - profileAt(t)) / season;
      return Float64Array.from({ length: horizon }, (_, h) => {
        distance *= KEPT_DISTANCE;
        return profileAt(origin + (h % week)) + distance;
      });
    },
  };
}

/** The last season for ever: what short histories are forecast by, beside the regressions. */
export function lastSeason(z: Float64Array, season: number): Member {
  return {
    ...{ name: `season-${season}`, optimism: 1, firstOrigin: season },
    predict: (origin, horizon) => Float64Array.from({ length: horizon }, (_, h) => z[origin - season + (h % season)]!),
  };
}
