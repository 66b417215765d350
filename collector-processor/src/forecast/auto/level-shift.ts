import { quantileOf, sortedFinite } from '../../detect/learned/quantile.ts';
import type { Seasons } from '../season.ts';
import { deviationOf } from './deviation.ts';
import { keepsItsShape } from './shape.ts';

/** From step `at` on, the series lies `by` higher than it did. */
export interface LevelShift {
  readonly at: number;
  readonly by: number;
}

/** A shift is looked for in so many last seasons; before them other forces had their time. */
const RECENT_SEASONS = 3;
/**
 * So many seasons must have passed at the new level: a rise of less may be an incident. A fall of less than a day is a
 * holiday more often than not, unless it came at once and the day has kept its shape at the lower level.
 */
const SEASONS = 0.5;
const SEASONS_OF_A_HOLIDAY = 1;
/** Candidates lie an eighth of a season apart; the best one is then placed to the step. */
const GRID_SHARE = 0.125;
/** Its place is looked for up to so many candidates farther. */
const MOST_MOVES = 3;
/** So many past moments tell how large a step such a series takes anyway, a season apart. */
const PAST_MOMENTS = 10;
const FEWEST_MOMENTS = 3;
/** A shift is that many times larger than the largest of those … */
const LARGER_THAN_PAST = 1.5;
/** … and than this share of the series' standard deviation. */
const OF_DEVIATION = 0.25;
/** On the scale of logarithms: to less than a twentieth is an outage, which ends. */
const DEAD = -3;

/**
 * Whether the series' level has shifted in its last seasons, for good as it seems: larger than any step in its past, and
 * steady since. Without it, regressions draw a forecast back to a level that is gone.
 *
 * @param z NaN = missing
 */
export function findLevelShift(z: Float64Array, { short, week }: Seasons, logarithmic: boolean): LevelShift | null {
  if (short === 1) return null;
  const strays = straysFromPast(z, week ?? short);
  const [young, old] = [SEASONS, SEASONS_OF_A_HOLIDAY].map((share) => Math.max(3, Math.round(share * short)));
  const grid = Math.max(1, Math.round(GRID_SHARE * short));
  const recent = Math.min(RECENT_SEASONS * short, (week ?? short) - 1);
  const least = OF_DEVIATION * deviationOf(sortedFinite(z));
  const first = (week ?? short) + recent + short;
  /** The largest step that is unlike any in the past, where falls must be of some age. */
  const shiftOf = (falling: number): LevelShift | null => {
    const stepAt = (end: number): Step => {
      let best: Step = { at: end, by: 0, size: 0 };
      for (let at = end - young!; at >= end - recent; at -= grid) {
        const step = stepBetween(strays, at - short, at, end);
        if (step.size > best.size && (step.by > 0 || at <= end - falling)) best = step;
      }
      return best;
    };
    const found = stepAt(z.length);
    if (found.size <= least || (logarithmic && found.by < DEAD)) return null;
    let moments = 0;
    for (let end = z.length - recent; end >= first && moments < PAST_MOMENTS; end -= short, moments++) {
      if (found.size <= LARGER_THAN_PAST * stepAt(end).size) return null;
    }
    const shift = placed(strays, found, grid, short);
    const aged = z.length - shift.at >= (shift.by > 0 ? young! : falling);
    return aged && moments >= FEWEST_MOMENTS ? shift : null;
  };
  const shift = shiftOf(old!);
  if (shift !== null) return shift;
  const fall = shiftOf(young!);
  return fall !== null && fall.by < 0 && keepsItsShape(z, strays, fall, short) ? fall : null;
}

/** The series as if it had always been at its new level. */
export const atNewLevel = (z: Float64Array, shift: LevelShift | null): Float64Array =>
  shift === null ? z : z.map((value, t) => (t < shift.at ? value + shift.by : value));

interface Step extends LevelShift {
  /** How far the two sides lie apart, beyond what each of them is spread. */
  readonly size: number;
}

/** Distance of each value from the median of the same time up to three periods before. */
function straysFromPast(z: Float64Array, period: number): Float64Array {
  return z.map((value, t) => {
    const past = [z[t - period], z[t - 2 * period], z[t - 3 * period]].filter((each) => each === each) as number[];
    const known = past.filter((each) => each !== undefined).sort((a, b) => a - b);
    if (known.length === 0) return NaN;
    return value - (known[(known.length - 1) >> 1]! + known[known.length >> 1]!) / 2;
  });
}

function stepBetween(strays: Float64Array, from: number, at: number, end: number): Step {
  const before = sortedFinite(strays.subarray(Math.max(0, from), at));
  const after = sortedFinite(strays.subarray(at, end));
  if (before.length < 3 || after.length < 3) return { at, by: 0, size: 0 };
  const by = quantileOf(after, 0.5) - quantileOf(before, 0.5);
  return { at, by, size: Math.abs(by) - (spreadOf(before) + spreadOf(after)) / 2 };
}

const spreadOf = (sorted: Float64Array): number => quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);

/** Moves a shift found on the grid to where the two levels part best, near it or, where that is at the edge, beyond. */
function placed(strays: Float64Array, found: LevelShift, grid: number, short: number): LevelShift {
  let shift = placedNear(strays, found, grid, short);
  for (let moves = 0, from = found.at; moves < MOST_MOVES && Math.abs(shift.at - from) === grid; moves++) {
    from = shift.at;
    shift = placedNear(strays, shift, grid, short);
  }
  return shift;
}

function placedNear(strays: Float64Array, found: LevelShift, grid: number, short: number): LevelShift {
  const end = strays.length;
  const before = quantileOf(sortedFinite(strays.subarray(Math.max(0, found.at - short), found.at - grid)), 0.5);
  const after = before + found.by;
  let best = { at: found.at, cost: Infinity };
  for (let at = Math.max(1, found.at - grid); at <= Math.min(end - 1, found.at + grid); at++) {
    let cost = 0;
    for (let t = found.at - grid; t <= Math.min(end - 1, found.at + grid); t++) {
      const off = Math.abs(strays[t]! - (t < at ? before : after));
      if (off === off) cost += off;
    }
    if (cost < best.cost) best = { at, cost };
  }
  return { at: best.at, by: stepBetween(strays, best.at - short, best.at, end).by };
}
