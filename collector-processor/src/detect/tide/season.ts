import { DAY as DAY_PROFILE, F as FIELDS, WEEK as WEEK_PROFILE } from './layout.ts';
import type { Moment, Place } from './moment.ts';
import { clearProfile, mapProfile, type ProfileField, refineProfile, setSlot, slotValue } from './profile.ts';
import type { Slab } from './slab.ts';

const DAY = DAY_PROFILE;
const F = FIELDS;
const WEEK = WEEK_PROFILE;

/** A season as a record keeps it: its profile, the slot being averaged, how it learns. */
interface Season {
  readonly profile: ProfileField;
  readonly slotsPerHour: number;
  /** Of the slot that is being averaged: the sum; which it is and the count, as two int16. */
  readonly sum: number;
  readonly at: number;
  readonly spread: number;
  /** Weight of a new round once there are enough of them. */
  readonly weight: number;
  readonly roundHours: number;
}

const DAILY: Season = {
  profile: DAY,
  slotsPerHour: 4,
  sum: F.quarterSum,
  at: F.quarterAt,
  spread: F.daySpread,
  weight: 0.25,
  roundHours: 24,
};
const WEEKLY: Season = {
  profile: WEEK,
  slotsPerHour: 1,
  sum: F.hourSum,
  at: F.hourAt,
  spread: F.weekSpread,
  weight: 0.3,
  roundHours: 168,
};

/** A slot moves at most so many usual distances at a time: one strange hour does not redraw the day. */
const MOST_SPREADS = 3;
const SPREAD_RATE = 0.02;
const SPREAD_CLIP = 4;

export function clearSeasons(slab: Slab, o: number): void {
  for (const season of [DAILY, WEEKLY]) {
    clearProfile(slab, o, season.profile);
    slab.short[2 * (o + season.at)] = -1;
  }
}

/** What the two slots around an instant say; reused between calls. */
export interface Around {
  left: number;
  right: number;
}

/** Reads the slots around an instant. @returns the season there: linear between their centres; the side that is known; NaN where neither is */
export function seasonAt(slab: Slab, o: number, profile: ProfileField, place: Place, out: Around): number {
  const left = slotValue(slab, o, profile, place.left);
  const right = slotValue(slab, o, profile, place.right);
  out.left = left;
  out.right = right;
  if (left !== left) return right;
  if (right !== right) return left;
  return left + (right - left) * place.share;
}

/** Whether the slot in which the instant lies has been lived through before. */
export function isKnown(place: Place, { left, right }: Around): boolean {
  const own = place.slot === place.left ? left : right;
  return own === own;
}

/**
 * Takes a value into the means of its quarter and its hour; when one is over, its mean goes into the profile.
 *
 * @param teaches false: there is none, or none to learn from
 * @param stepsPerHour below 1 for steps longer than an hour
 */
export function learnSeason(
  slab: Slab,
  o: number,
  { day, week }: Moment,
  value: number,
  teaches: boolean,
  stepsPerHour: number,
): void {
  learnOne(slab, o, DAILY, day.slot, value, teaches, stepsPerHour);
  learnOne(slab, o, WEEKLY, week.slot, value, teaches, stepsPerHour);
}

function learnOne(
  slab: Slab,
  o: number,
  season: Season,
  slot: number,
  value: number,
  teaches: boolean,
  stepsPerHour: number,
): void {
  const { float, short } = slab;
  const at = 2 * (o + season.at);
  const current = short[at]!;
  if (current !== slot) {
    const count = short[at + 1]!;
    // A slot of which less than a quarter was seen says too little of it.
    if (current >= 0 && count > 0 && count >= stepsPerHour / season.slotsPerHour / 4) {
      closeSlot(slab, o, season, current, float[o + season.sum]! / count, stepsPerHour);
    }
    if (slot < current) refineProfile(slab, o, season.profile);
    short[at] = slot;
    short[at + 1] = 0;
    float[o + season.sum] = 0;
  }
  if (!teaches) return;
  float[o + season.sum]! += value;
  short[at + 1]! += 1;
}

function closeSlot(slab: Slab, o: number, season: Season, slot: number, mean: number, stepsPerHour: number): void {
  const { float } = slab;
  const known = slotValue(slab, o, season.profile, slot);
  if (known !== known) {
    setSlot(slab, o, season.profile, slot, mean);
    return;
  }
  const rounds = float[o + F.age]! / (season.roundHours * stepsPerHour);
  const weight = Math.max(season.weight, 1 / (rounds + 1));
  const spread = float[o + season.spread]!;
  const distance = mean - known;
  const most = spread > 0 ? MOST_SPREADS * spread : Infinity;
  setSlot(slab, o, season.profile, slot, known + weight * Math.min(most, Math.max(-most, distance)));
  const size = Math.abs(distance);
  float[o + season.spread] = spread > 0 ? spread + SPREAD_RATE * (Math.min(size, SPREAD_CLIP * spread) - spread) : size;
}

/** Both profiles moved to a new level: `next = value · factor + shift`. */
export function moveSeason(slab: Slab, o: number, factor: number, shift: number): void {
  for (const { profile, spread } of [DAILY, WEEKLY]) {
    mapProfile(slab, o, profile, (value) => value * factor + shift);
    slab.float[o + spread]! *= factor;
  }
}

/**
 * How far the profile jumps between the two slots around this instant, beyond what the slopes beside it explain: traffic
 * that changes at midnight changes at once, and a mean by the hour cannot say where in the hour. 0 where not all four
 * slots are known.
 *
 * @param around as `seasonAt` read it
 */
export function seasonJump(slab: Slab, o: number, profile: ProfileField, place: Place, around: Around): number {
  const { left, right } = around;
  const before = left - slotValue(slab, o, profile, place.before);
  const after = slotValue(slab, o, profile, place.after) - right;
  const here = right - left;
  const jump = Math.abs(here - (before + after) / 2) - Math.abs(after - before) / 2;
  return jump > 0 ? jump : 0;
}
