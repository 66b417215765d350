import { DAY_SLOTS, F, WEEK_SLOTS } from './layout.ts';

/** Weight of a new day in the daily profile, of a new week in the weekly one, once there are enough of them. */
const DAY_WEIGHT = 0.2;
const WEEK_WEIGHT = 0.3;
/** A slot moves at most by this share of itself (or of the scale) at a time: one strange hour does not redraw the day. */
const MAX_MOVE = 0.5;

/**
 * A profile at a fractional hour: linear between the centres of the slots around it. NaN where neither is learned.
 *
 * @param base offset of the profile in `state`
 */
export function profileAt(state: Float32Array, base: number, slots: number, hour: number): number {
  const centre = hour - 0.5;
  const left = Math.floor(centre);
  const a = state[base + ((left + slots) % slots)]!;
  const b = state[base + ((left + 1 + slots) % slots)]!;
  if (a !== a) return b;
  if (b !== b) return a;
  return a + (b - a) * (centre - left);
}

export const dayAt = (state: Float32Array, o: number, hourOfWeek: number): number =>
  profileAt(state, o + F.day, DAY_SLOTS, hourOfWeek % 24);

export const weekAt = (state: Float32Array, o: number, hourOfWeek: number): number =>
  profileAt(state, o + F.week, WEEK_SLOTS, hourOfWeek);

/** Whether this hour of the week has been lived through before. */
export const weekKnown = (state: Float32Array, o: number, hourOfWeek: number): boolean => {
  const value = state[o + F.week + Math.floor(hourOfWeek)]!;
  return value === value;
};

/**
 * Takes a value into the mean of its hour; when the hour is over, the mean goes into the profiles.
 *
 * @param scale size of a usual deviation, in the value's unit
 * @param stepsPerHour below 1 for steps longer than an hour
 */
export function learnSeason(
  state: Float32Array,
  o: number,
  hourOfWeek: number,
  value: number,
  scale: number,
  stepsPerHour: number,
): void {
  const slot = Math.floor(hourOfWeek);
  if (state[o + F.hourSlot] !== slot) {
    closeHour(state, o, scale, stepsPerHour);
    state[o + F.hourSlot] = slot;
  }
  if (value !== value) return;
  state[o + F.hourSum]! += value;
  state[o + F.hourCount]! += 1;
}

function closeHour(state: Float32Array, o: number, scale: number, stepsPerHour: number): void {
  const slot = state[o + F.hourSlot]!;
  const count = state[o + F.hourCount]!;
  // An hour of which less than a quarter was seen says too little of it.
  if (slot >= 0 && count > 0 && count >= stepsPerHour / 4) {
    const mean = state[o + F.hourSum]! / count;
    const days = state[o + F.age]! / (24 * stepsPerHour);
    learnSlot(state, o + F.day + (slot % DAY_SLOTS), mean, scale, Math.max(DAY_WEIGHT, 1 / (days + 1)));
    learnSlot(state, o + F.week + slot, mean, scale, Math.max(WEEK_WEIGHT, 1 / (days / 7 + 1)));
  }
  state[o + F.hourSum] = 0;
  state[o + F.hourCount] = 0;
}

function learnSlot(state: Float32Array, at: number, mean: number, scale: number, weight: number): void {
  const known = state[at]!;
  if (known !== known) {
    state[at] = mean;
    return;
  }
  const limit = MAX_MOVE * Math.max(Math.abs(known), scale);
  state[at] = known + weight * Math.min(limit, Math.max(-limit, mean - known));
}

/** Both profiles moved to a new level: `next = value · factor + shift`. */
export function moveSeason(state: Float32Array, o: number, factor: number, shift: number): void {
  for (let i = o + F.day; i < o + F.day + DAY_SLOTS + WEEK_SLOTS; i++) state[i] = state[i]! * factor + shift;
}

/**
 * How far the profile jumps between the two hours around this instant, beyond what the slopes beside it explain: traffic
 * that changes at midnight changes at once, and a mean by the hour cannot say where in the hour.
 */
export function seasonJump(state: Float32Array, o: number, hourOfWeek: number, byWeek: boolean): number {
  const slots = byWeek ? WEEK_SLOTS : DAY_SLOTS;
  const base = o + (byWeek ? F.week : F.day);
  const left = Math.floor((byWeek ? hourOfWeek : hourOfWeek % 24) - 0.5);
  const at = (i: number): number => state[base + ((i + slots) % slots)]!;
  const before = at(left) - at(left - 1);
  const after = at(left + 2) - at(left + 1);
  const here = at(left + 1) - at(left);
  const jump = Math.abs(here - (before + after) / 2) - Math.abs(after - before) / 2;
  return jump > 0 ? jump : 0;
}
