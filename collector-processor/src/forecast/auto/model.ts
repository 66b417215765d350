import { afterYear } from './after-year.ts';
import { differenceAutoregression, levelAutoregression } from './autoregression.ts';
import type { CleanSeries } from './clean.ts';
import { deviationOf } from './deviation.ts';
import type { Member } from './member.ts';
import { ORIGINS, pastErrors } from './origins.ts';
import { calendarProfile, lastSeason, weeklyProfile, yearlyProfile } from './profiles.ts';
import type { Seasons } from '../season.ts';
import { analyticVariance, empiricalVariance } from './spread.ts';
import { weightsOf } from './weights.ts';

/** Steps ahead on the model's scale: the middle and the size of a usual deviation. */
export interface Path {
  readonly middle: Float64Array;
  readonly deviation: Float64Array;
}

export interface Model {
  predict(horizon: number): Path;
}

/** A history without noise promises none to come: no interval is narrower than about a fifth of a per cent each way. */
const LEAST_DEVIATION = 0.001;
/** A season of this length is the week of daily steps: years may show in them. */
const DAYS_A_WEEK = 7;
const FEWEST_SEASONS = 4;
/** Most of what past origins say counts for the spread, the rest is theory. */
const EMPIRICAL_SHARE = 0.5;
/** How far the members lie apart counts for so much of doubt (variance), or more where few past origins judged them. */
const DISAGREEMENT = 0.5;
/** How seasons differed of late says a little more than past errors do: deviations are multiplied with this power of their ratio. */
const SEASONS_SAY = 0.15;
const LATE_SEASONS = 14;
const RATIO = { least: 0.5, most: 4 };
/** Without past origins the theory alone is that much too narrow. */
const UNTESTED = 1.3;
/** Weights from fewer are chance: steps so far ahead that fewer are known go by the weights of nearer ones. */
const FEWEST_ORIGINS = 3;
/**
 * Where members know the year, origins lie two weeks apart, so that they see more of it, and members that do not know it
 * are farther off than two of a kind: errors count by their fourth power.
 */
const YEARLY = { seasonsApart: 2, power: 4 };

/** Learns a clean series of at least four seasons. */
export function learnModel(series: CleanSeries, seasons: Seasons): Model {
  const { z } = series;
  const { short, week } = seasons;
  const n = z.length;
  const level = n >= FEWEST_SEASONS * short ? levelAutoregression(series, short) : null;
  const difference = differenceAutoregression(series, short);
  const profile = week === null ? null : weeklyProfile(z, short, week);
  const year = short === DAYS_A_WEEK ? yearlyProfile(z) : null;
  const block = blockOf(seasons);
  const behind = block + (ORIGINS - 1) * YEARLY.seasonsApart * short;
  const rest = short === DAYS_A_WEEK ? afterYear(series, short, behind) : null;
  const apart = rest ? YEARLY.seasonsApart * short : short;
  const power = rest ? YEARLY.power : 2;
  const brief = week !== null && n < 3 * week;
  const members: Member[] = [
    ...(level ? [level] : []),
    ...(difference ? [difference] : []),
    ...(profile ? [profile] : []),
    ...(week !== null ? [calendarProfile(z, short, week)] : []),
    ...(year ? [year] : []),
    ...(rest ? [rest] : []),
    ...(brief || (!level && !difference) ? [lastSeason(z, short)] : []),
    ...(brief && n >= 2 * week ? [lastSeason(z, week)] : []),
  ];
  const most = deviationOf(z);
  const late = z.subarray(-LATE_SEASONS * short);
  const seasonal = deviationOf(late.subarray(short).map((value, i) => value - late[i]!));
  return {
    predict(horizon) {
      const blocks = Math.ceil(horizon / block);
      const length = blocks * block;
      const predicted = members.map((member) => member.predict(n, length));
      const theory = difference
        ? analyticVariance(difference, short, short, length)
        : level
          ? analyticVariance(level, 0, short, length)
          : new Float64Array(length).fill(most * most);
      const middle = new Float64Array(length);
      const deviation = new Float64Array(length);
      let weights: readonly number[] = [];
      for (let b = 0; b < blocks; b++) {
        const from = b * block;
        const past = pastErrors(series, members, apart, from, from + block);
        if (b === 0 || past.origins >= FEWEST_ORIGINS) weights = weightsOf(members, past, power);
        const optimism = members.reduce((sum, member, k) => sum + weights[k]! * member.optimism, 0);
        const empirical = past.origins > 0 ? empiricalVariance(past, weights, optimism) : null;
        const share = (EMPIRICAL_SHARE * past.origins) / ORIGINS;
        for (let i = 0; i < block; i++) {
          const h = from + i;
          for (let k = 0; k < members.length; k++) middle[h]! += weights[k]! * predicted[k]![h]!;
          let variance = theory[h]! * UNTESTED ** 2;
          if (empirical !== null) {
            const seen = empirical[i]! === empirical[i]! ? empirical[i]! : theory[h]!;
            variance = (1 - share) * theory[h]! + share * seen;
            if (past.origins < ORIGINS) variance *= 1 + 2 / past.origins;
          }
          // How far members lie apart is doubt too, the more the less the past could tell which of them is right.
          let doubt = 0;
          for (let k = 0; k < members.length; k++) doubt += weights[k]! * (predicted[k]![h]! - middle[h]!) ** 2;
          variance += Math.max(DISAGREEMENT, 1 - past.origins / ORIGINS) * doubt;
          deviation[h] = Math.sqrt(variance);
        }
      }
      const usual = Math.sqrt(deviation.subarray(0, block).reduce((sum, each) => sum + each * each, 0) / block);
      const ratio = Math.min(RATIO.most, Math.max(RATIO.least, seasonal / usual)) || 1;
      deviation.forEach((each, h) => {
        deviation[h] = Math.max(LEAST_DEVIATION, Math.min(most, each * ratio ** SEASONS_SAY));
      });
      return { middle: middle.subarray(0, horizon), deviation: deviation.subarray(0, horizon) };
    },
  };
}

/** Steps ahead that are weighed together: what is said of a step does not change with how far is asked. */
function blockOf({ short, week }: Seasons): number {
  if (week !== null) return 2 * short;
  return short === 7 ? 28 : Math.max(2 * short, 14);
}
