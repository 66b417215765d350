import { regressRobustly, type Regression } from '../regression.ts';
import type { SameLoad } from './at-same-load.ts';

/** How daily levels changed of late, if they did. */
export interface DailyChange {
  readonly shape: 'drift' | 'step';
  /** First day of it. */
  readonly since: number;
  /** At the end less before, in the levels' scale; where the last days are not like that any more, theirs. */
  readonly by: number;
  /** Of a drift, a day. */
  readonly perDay: number;
  /** Level before it. */
  readonly before: number;
  /** In standard errors; 0 of what is over. */
  readonly sureness: number;
}

/** A change is looked for among so many days … */
const RECENT_DAYS = 28;
/** … with so many known before it, … */
const DAYS_BEFORE = 12;
/** … of which it has lasted so many. */
const DAYS_OF_IT = 2;
/** Where the mean of the last two days is this share of a change or less, it is over: it came and went. */
const LAST_DAYS = 2;
const OVER_BELOW = 0.5;
/** With so many days before it, it is known what weekends do. */
const DAYS_TO_KNOW_WEEKENDS = 14;
/** Days that errors may be tied over. */
const TIED_DAYS = 3;
/** A step must explain that much more to be believed instead of a drift (twice the difference of logarithmic likelihoods). */
const BETTER_BY = 4;

/**
 * The change of daily levels that explains most: a drift or a step since one of the last weeks' days.
 *
 * @param weekends share of each day's hours that lie in a weekend
 * @returns null where too little is known
 */
export function dailyChange(sameLoad: SameLoad, weekends: Float64Array): DailyChange | null {
  const { levels } = sameLoad;
  const days = levels.length;
  const possible: number[] = [];
  for (let since = Math.max(DAYS_BEFORE, days - RECENT_DAYS); since <= days - DAYS_OF_IT; since++) {
    const enough = known(levels.subarray(0, since)) >= DAYS_BEFORE && known(levels.subarray(since)) >= DAYS_OF_IT;
    if (enough) possible.push(since);
  }
  const best = (shape: 'drift' | 'step'): Fitted | undefined =>
    possible
      .map((since) => fitChange(shape, since, levels, weekends))
      .reduce<Fitted | undefined>((least, one) => (least && least.squares <= one.squares ? least : one), undefined);
  const [drift, step] = [best('drift'), best('step')];
  if (drift === undefined || step === undefined) return null;
  const isStep = step.squares < Math.exp(-BETTER_BY / known(levels)) * drift.squares;
  return toldOf(isStep ? step : drift, sameLoad);
}

interface Fitted extends Regression {
  readonly shape: 'drift' | 'step';
  readonly since: number;
  /** The change itself, 1, and the weekends where they are known. */
  readonly columns: readonly Float64Array[];
}

function fitChange(shape: 'drift' | 'step', since: number, levels: Float64Array, weekends: Float64Array): Fitted {
  const changed = levels.map((_, day) => (day < since ? 0 : shape === 'drift' ? day - since + 1 : 1));
  const ones = new Float64Array(levels.length).fill(1);
  const columns = since >= DAYS_TO_KNOW_WEEKENDS ? [changed, ones, weekends] : [changed, ones];
  return { ...regressRobustly(columns, levels), shape, since, columns };
}

function toldOf(fitted: Fitted, { levels, loads, covariance }: SameLoad): DailyChange {
  const { shape, since, columns, coefficients, inverse, squares, count } = fitted;
  const errors = levels.map((level, day) =>
    columns.reduce((left, column, c) => left - coefficients[c]! * column[day]!, level),
  );
  const variance = (squares / Math.max(1, count - columns.length - 1)) * tiedOver(errors);
  // What an error of how load matters would make of the change of load itself.
  const byLoad = loads.map((load) => {
    const ofKnown = load.map((value, day) => (levels[day] === levels[day] ? value : NaN));
    return regressRobustly(columns, ofKnown).coefficients[0]!;
  });
  const ofLoad = covariance.reduce(
    (sum, value, at) => sum + value * byLoad[Math.floor(at / byLoad.length)]! * byLoad[at % byLoad.length]!,
    0,
  );
  const slope = coefficients[0]!;
  const before = coefficients[1]!;
  const by = slope * columns[0]!.at(-1)!;
  // What is left unexplained of the last days says whether the change is still there.
  const last = errors.slice(-LAST_DAYS).map((error, k) => error + slope * columns[0]!.at(k - LAST_DAYS)!);
  const lately = last.filter((level) => level === level);
  const nowBy = lately.reduce((sum, level) => sum + level, 0) / lately.length;
  if (nowBy / by < OVER_BELOW) return { shape, since, before, by: nowBy, perDay: 0, sureness: 0 };
  return {
    ...{ shape, since, before, by },
    perDay: shape === 'drift' ? slope : 0,
    sureness: slope / Math.sqrt(variance * inverse[0]! + ofLoad + Number.MIN_VALUE),
  };
}

const known = (values: Float64Array): number =>
  values.reduce((count, value) => (value === value ? count + 1 : count), 0);

/** How many times the variance of a mean is, because days follow one another: from autocorrelations (Newey & West 1987); at least 1. */
function tiedOver(errors: Float64Array): number {
  const product = (lag: number): number => {
    let sum = 0;
    let count = 0;
    for (let t = lag; t < errors.length; t++) {
      const one = errors[t]! * errors[t - lag]!;
      if (one !== one) continue;
      sum += one;
      count++;
    }
    return count === 0 ? 0 : sum / count;
  };
  const own = product(0);
  let times = 1;
  for (let lag = 1; lag <= TIED_DAYS && own > 0; lag++) times += (2 * (1 - lag / (TIED_DAYS + 1)) * product(lag)) / own;
  return Math.max(1, times);
}
