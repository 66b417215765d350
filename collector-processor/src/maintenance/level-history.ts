import { findJumps, type Jump } from './jumps.ts';
import { median } from './least-squares.ts';
import type { HourlyHistory } from './types.ts';

/** What empties a resource by itself, over and over: a rotation of logs, a nightly clean-up. */
export interface Resets {
  /** Lengths of the spans between two, steps. */
  readonly intervals: readonly number[];
  /** What each takes away (below 0) or gives back. */
  readonly by: readonly number[];
  /** Steps since the last one, at the end of the history. */
  readonly ago: number;
}

export interface LevelHistory<H> {
  /** The history as if it had always been at its present level. */
  readonly history: H;
  /** First steps of the new levels, oldest first. */
  readonly jumpsAt: readonly number[];
  /** null where nothing shows that it goes on by itself. */
  readonly resets: Resets | null;
}

const DAY_MS = 86_400_000;
/** So many resets with spans between them that differ by no more than this share of their mean: nobody's hand does that. */
const FEWEST_RESETS = 4;
const REGULAR = 0.2;
/** The next one may be late by this share of the longest span before it is no longer believed in. */
const LATE = 0.5;
/** Fewer hours of a new level say nothing of its swing over a day. */
const HOURS_TO_SWING = 12;

/**
 * Takes jumps to another level out of a history: growth goes on from where the values are now, at the pace that it had.
 *
 * @param direction where the limit lies: only jumps away from it may go on by themselves
 */
export function atPresentLevel<H extends Pick<HourlyHistory, 'values' | 'stepMs'>>(
  history: H,
  direction: 'up' | 'down',
): LevelHistory<H> {
  const jumps = findJumps(history);
  if (jumps.length === 0) return { history, jumpsAt: [], resets: null };
  const values = Float64Array.from(history.values);
  const day = Math.max(1, Math.round(DAY_MS / history.stepMs));
  for (const jump of jumps) {
    const ratio = ratioOf(values, jump, day);
    for (let t = 0; t < jump.from; t++) values[t] = ratio === null ? values[t]! + jump.by : values[t]! * ratio;
    values.fill(NaN, jump.from, jump.at);
  }
  return {
    history: { ...history, values },
    jumpsAt: jumps.map(({ at }) => at),
    resets: resetsOf(jumps, values.length, direction),
  };
}

/**
 * What the values before a jump are multiplied with, where the day's swing changed as the level did (half of the load
 * was moved away); null where it did not (a disk was cleaned up): then the jump is added.
 */
function ratioOf(values: Float64Array, { from, at }: Jump, day: number): number | null {
  const after: number[] = [];
  const before: number[] = [];
  for (let t = at; t < Math.min(values.length, at + day); t++) {
    const same = values[t - day * Math.ceil((t - from + 1) / day)];
    if (same === undefined || same !== same || values[t] !== values[t]) continue;
    after.push(values[t]!);
    before.push(same);
  }
  const ratio = median(after.map((value, i) => value / before[i]!));
  if (before.length < HOURS_TO_SWING || !(ratio > 0 && ratio < Infinity)) return null;
  const swing = (of: readonly number[]): number => {
    const middle = median(of);
    return median(of.map((value) => Math.abs(value - middle)));
  };
  const swung = Math.log(swing(after) / swing(before));
  return Math.abs(swung - Math.log(ratio)) < Math.abs(swung) ? ratio : null;
}

function resetsOf(jumps: readonly Jump[], length: number, direction: 'up' | 'down'): Resets | null {
  const away = direction === 'up' ? -1 : 1;
  if (jumps.length < FEWEST_RESETS || jumps.some(({ by }) => Math.sign(by) !== away)) return null;
  const intervals = jumps.slice(1).map(({ at }, i) => at - jumps[i]!.at);
  const mean = intervals.reduce((sum, steps) => sum + steps / intervals.length, 0);
  const variance = intervals.reduce((sum, steps) => sum + (steps - mean) ** 2 / (intervals.length - 1), 0);
  const ago = length - jumps.at(-1)!.at;
  if (Math.sqrt(variance) > REGULAR * mean || ago > (1 + LATE) * Math.max(...intervals)) return null;
  return { intervals, by: jumps.map(({ by }) => by), ago };
}
