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

/** A time of the week is drawn to the time of day as by so many weeks: one week tells nearly all of it. */
const DRAWN_WEEKS = 0.1;
/** Of the present distance from the calendar, what is left a step later: a new level stays for days. */
const KEPT_LEVEL = 0.99;

/**
 * What a time of the week was in the weeks there are, drawn to what its time of day is on all days, and the present distance
 * from it fading: a history that has seen a weekend once knows that there are weekends.
 */
export function calendarProfile(z: Float64Array, season: number, week: number): Member {
  return {
    ...{ name: 'calendar', optimism: 1, firstOrigin: 2 * season },
    predict(origin, horizon) {
      const profile = weekOf(z.subarray(0, origin), season, week);
      let distance = 0;
      for (let t = origin - season; t < origin; t++) distance += (z[t]! - profile[t % week]!) / season;
      return Float64Array.from({ length: horizon }, (_, h) => {
        distance *= KEPT_LEVEL;
        return profile[(origin + h) % week]! + distance;
      });
    },
  };
}

/** By place in the week, counted from the first value. */
function weekOf(z: Float64Array, season: number, week: number): Float64Array {
  const sums = new Float64Array(week);
  const weights = new Float64Array(week);
  const weightOf = Float64Array.from({ length: Math.ceil(z.length / week) }, (_, weeksAgo) => FORGETTING ** weeksAgo);
  for (let t = 0; t < z.length; t++) {
    const weight = weightOf[Math.floor((z.length - 1 - t) / week)]!;
    sums[t % week]! += weight * z[t]!;
    weights[t % week]! += weight;
  }
  const days = week / season;
  return sums.map((sum, place) => {
    let [usual, seen] = [0, 0];
    for (let day = 0; day < days; day++) {
      const at = (place % season) + day * season;
      if (weights[at] === 0) continue;
      usual += sums[at]! / weights[at]!;
      seen++;
    }
    return (sum + (DRAWN_WEEKS * usual) / seen) / (weights[place]! + DRAWN_WEEKS);
  });
}

/** The last season for ever: what short histories are forecast by, beside the regressions. */
export function lastSeason(z: Float64Array, season: number): Member {
  return {
    ...{ name: `season-${season}`, optimism: 1, firstOrigin: season },
    predict: (origin, horizon) => Float64Array.from({ length: horizon }, (_, h) => z[origin - season + (h % season)]!),
  };
}

/** Fifty-two weeks: the same day of the week, a year before. */
const YEAR_DAYS = 364;
const YEARS = 3;
/** A day of the year is known by the weeks around it too, so many to each side. */
const WEEKS_AROUND = 1;
/** The present distance from the year is the mean of so many last days, and halves in about three months. */
const PRESENT_DAYS = 28;
const KEPT_YEARLY = 0.9925;

/**
 * Of daily steps: the mean of the same day of the last years, each year at its own level, and the present distance from
 * it fading. null for less than two years.
 */
export function yearlyProfile(z: Float64Array): Member | null {
  const reach = 7 * WEEKS_AROUND;
  if (z.length < 2 * YEAR_DAYS + PRESENT_DAYS + reach) return null;
  return {
    ...{ name: 'year', optimism: 1, firstOrigin: YEAR_DAYS + PRESENT_DAYS + reach },
    predict(origin, horizon) {
      const years = Math.min(YEARS, Math.floor((origin - PRESENT_DAYS - reach) / YEAR_DAYS));
      const profileAt = (t: number): number => {
        let [sum, count] = [0, 0];
        for (let year = 1; year <= years; year++) {
          for (let week = -WEEKS_AROUND; week <= WEEKS_AROUND; week++) {
            const at = t - year * YEAR_DAYS + 7 * week;
            if (at < 0 || at >= origin) continue;
            sum += z[at]!;
            count++;
          }
        }
        return sum / count;
      };
      let distance = 0;
      for (let t = origin - PRESENT_DAYS; t < origin; t++) distance += (z[t]! - profileAt(t)) / PRESENT_DAYS;
      return Float64Array.from({ length: horizon }, (_, h) => {
        distance *= KEPT_YEARLY;
        return profileAt(origin + (h % YEAR_DAYS)) + distance;
      });
    },
  };
}
