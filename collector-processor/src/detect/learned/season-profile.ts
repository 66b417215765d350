import type { CivilClock } from '../civil-time.ts';
import { quantileOf, sortedFinite } from './quantile.ts';
import { learnScale } from './robust-scale.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 168;
/** Finer slots would hold too few values of a usual window to take a median of. */
const SLOT_HOURS = 0.5;
/** A slot that happened to be calm in the window is not trusted below this part of the whole window's spread about the season. */
const SPREAD_FLOOR = 0.2;
/** Fewer values than this say nothing about a slot. */
const MIN_SLOT_VALUES = 2;

export type SeasonKind = 'none' | 'day' | 'week';

/** What is usual at a time of the civil day or week: a median and a spread a slot, linear between the slots' middles. */
export interface SeasonProfile {
  readonly kind: SeasonKind;
  readonly centre: Float64Array;
  readonly spread: Float64Array;
}

const PERIOD_HOURS: Record<SeasonKind, number> = { none: WEEK_HOURS, day: DAY_HOURS, week: WEEK_HOURS };

/** @param hours hour of the week of each value (see CivilClock) */
export function learnProfile(
  kind: SeasonKind,
  values: Float64Array,
  hours: Float64Array,
  stepMs: number,
): SeasonProfile {
  const overall = learnScale(values);
  const period = PERIOD_HOURS[kind];
  const slots = kind === 'none' ? 1 : Math.max(1, Math.round(period / Math.max(SLOT_HOURS, stepMs / HOUR_MS)));
  const members: number[][] = Array.from({ length: slots }, () => []);
  for (let i = 0; i < values.length; i++) {
    const slot = Math.floor(((hours[i]! % period) / period) * slots);
    if (Number.isFinite(values[i]!)) members[slot]!.push(values[i]!);
  }
  const centre = new Float64Array(slots);
  const spread = new Float64Array(slots);
  const residuals: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const known = members[slot]!.length >= MIN_SLOT_VALUES;
    const own = known ? learnScale(members[slot]!) : overall;
    centre[slot] = own.centre;
    spread[slot] = own.spread;
    for (const value of members[slot]!) residuals.push(value - own.centre);
  }
  return { kind, centre, spread: steadied(spread, learnScale(residuals).spread) };
}

/** What is usual at each of `hours`, a column each. */
export function profileAt(profile: SeasonProfile, hours: Float64Array): { centre: Float64Array; spread: Float64Array } {
  const period = PERIOD_HOURS[profile.kind];
  const slots = profile.centre.length;
  const centre = new Float64Array(hours.length);
  const spread = new Float64Array(hours.length);
  for (let i = 0; i < hours.length; i++) {
    // The middle of slot s lies at s + 0.5.
    const position = ((hours[i]! % period) / period) * slots - 0.5;
    const below = Math.floor(position);
    const fraction = position - below;
    const a = (below + slots) % slots;
    const b = (below + 1) % slots;
    centre[i] = profile.centre[a]! * (1 - fraction) + profile.centre[b]! * fraction;
    spread[i] = profile.spread[a]! * (1 - fraction) + profile.spread[b]! * fraction;
  }
  return { centre, spread };
}

/** Hour of the week of each step. */
export function hoursOf(clock: CivilClock, startMs: number, stepMs: number, count: number): Float64Array {
  const hours = new Float64Array(count);
  for (let i = 0; i < count; i++) hours[i] = clock.hourOfWeek(startMs + i * stepMs);
  return hours;
}

/** Median of three neighbours, with a floor: a spread read off a few values is itself noisy. */
function steadied(spread: Float64Array, overall: number): Float64Array {
  const slots = spread.length;
  return spread.map((own, slot) => {
    const near = sortedFinite([spread[(slot + slots - 1) % slots]!, own, spread[(slot + 1) % slots]!]);
    return Math.max(quantileOf(near, 0.5), SPREAD_FLOOR * overall);
  });
}
