import { median } from './least-squares.ts';
import type { HourlyHistory } from './types.ts';

/** The values lie at another level from step `at` on, for good: a disk was cleaned up, half of the load was moved away. */
export interface Jump {
  /** First step at the new level. */
  readonly at: number;
  /** First step that is not wholly at the old one; between the two it is neither. */
  readonly from: number;
  /** New level less old one. */
  readonly by: number;
}

const DAY_MS = 86_400_000;
const WEEKS_TO_KNOW = 2;
/** A jump is that many robust deviations of what an hour usually adds to the one before … */
const DEVIATIONS = 8;
/** … that share of all that the values span … */
const OF_SPAN = 0.1;
/** … and that many times larger than any jump the other way: a weekend begins and ends. */
const LARGER_THAN_BACK = 1.5;
/** That share of it is still there in the day after it. */
const LASTING = 0.6;
/** So many steps after it must be known. */
const KNOWN_AFTER = 3;
/** With less than two weeks a weekend may look like one: then it must be this share of all that the values span. */
const OF_SPAN_UNKNOWN_WEEK = 0.5;

/**
 * Jumps to another level that lasts. What a time of the week usually adds is no jump, nor is what comes back. Of values
 * above 0 a jump must show in their logarithms too: of traffic that has doubled, weekends take away twice as much.
 *
 * @returns oldest first, all of one sign
 */
export function findJumps({ values, stepMs }: Pick<HourlyHistory, 'values' | 'stepMs'>): Jump[] {
  const found = jumpsIn(values, stepMs);
  if (found.length === 0 || values.some((value) => value <= 0)) return found;
  const ratios = jumpsIn(values.map(Math.log), stepMs);
  return found.filter((jump) => ratios.some(({ at, from }) => from < jump.at + 2 && jump.from < at + 2));
}

function jumpsIn(values: Float64Array, stepMs: number): Jump[] {
  const day = Math.max(1, Math.round(DAY_MS / stepMs));
  const weekKnown = values.length >= WEEKS_TO_KNOW * 7 * day;
  const changes = unusualChanges(values, weekKnown ? 7 * day : day);
  const deviation = 1.4826 * median(changes.map(Math.abs));
  const known = values.filter((value) => value === value).sort();
  const span = known.at(-1)! - known[0]!;
  const found: Jump[] = [];
  const least = DEVIATIONS * deviation;
  // Half: it may have happened in the middle of an hour.
  const large = Math.max(least, (OF_SPAN / 2) * span);
  const unusual = changes.map((change) => (Math.abs(change) > large ? 1 : 0));
  const usual = usualDayChanges(values, day, weekKnown, unusual);
  for (let t = 1; t < values.length; t++) {
    if (!(Math.abs(changes[t]!) > least)) continue;
    const sign = Math.sign(changes[t]!);
    let end = t + 1;
    let by = changes[t]!;
    // An hour in the middle of which it happened has a part of it; so may the next.
    while (end < values.length && end < t + 3 && sign * changes[end]! > least) by += changes[end++]!;
    const lasting = leftOf(values, t, end - 1, day, usual);
    if (Math.abs(by) >= OF_SPAN * span && sign * lasting >= LASTING * Math.abs(by)) {
      if (weekKnown || Math.abs(by) >= OF_SPAN_UNKNOWN_WEEK * span) found.push({ from: t, at: end - 1, by: lasting });
    }
    t = end - 1;
  }
  const largest = (sign: number): number => Math.max(0, ...found.map(({ by }) => sign * by));
  const sign = largest(1) > largest(-1) ? 1 : -1;
  return found.filter(({ by }) => sign * by > LARGER_THAN_BACK * largest(-sign));
}

/** What each value adds to the last known one before it, beyond what that time of a period usually adds. 0 where unknown. */
function unusualChanges(values: Float64Array, period: number): Float64Array {
  const bySlot: number[][] = Array.from({ length: period }, () => []);
  for (let t = 1; t < values.length; t++) {
    const change = values[t]! - values[t - 1]!;
    if (change === change) bySlot[t % period]!.push(change);
  }
  const usual = bySlot.map(cautiousMedian);
  let stand = NaN;
  return values.map((value, t) => {
    if (stand === stand) stand += usual[t % period]!;
    if (value !== value) return 0;
    const change = stand === stand ? value - stand : 0;
    stand = value;
    return change;
  });
}

/** Of two in the middle the smaller one: of two weeks one may have the jump. 0 of none. */
function cautiousMedian(changes: readonly number[]): number {
  const sorted = changes.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return Math.abs(low) < Math.abs(high) ? low : high;
}

/**
 * What each day of the week usually adds to the day before; the same for all where the week is not known.
 *
 * @param unusual 1 where a step changed as none usually does: a day with one in it says nothing of other weeks
 */
function usualDayChanges(values: Float64Array, day: number, weekKnown: boolean, unusual: Float64Array): number[] {
  let within = 0;
  const changes = values.map((value, t) => {
    within += unusual[t]! - (unusual[t - day] ?? 0);
    return within === 0 ? value - values[t - day]! : NaN;
  });
  const ofAll = median(changes);
  return Array.from({ length: 7 }, (_, of) => {
    const own = weekKnown ? median(changes.filter((_, t) => Math.floor(t / day) % 7 === of)) : NaN;
    return own === own ? own : ofAll === ofAll ? ofAll : 0;
  });
}

/** Of a jump between steps, what the following day has against the day before it, beyond what such a day usually adds. */
function leftOf(values: Float64Array, from: number, at: number, day: number, usual: readonly number[]): number {
  const apart: number[] = [];
  for (let t = at; t < Math.min(values.length, at + day); t++) {
    const change = t - day < from ? values[t]! - values[t - day]! - usual[Math.floor(t / day) % 7]! : NaN;
    if (change === change) apart.push(change);
  }
  return apart.length < KNOWN_AFTER ? 0 : median(apart);
}
