import { C as FIELDS, RECORD_SLOTS } from './layout.ts';
import { learnSpread, TINY } from './spread.ts';

const C = FIELDS;

/** Hours that the mean is of. */
export const RECENT_HOURS = 2;
/** Values before a record can be told. */
const LEARNING_VALUES = 150;
/** Each day a record loses this share of its distance from the middle: what nobody has seen for months is new again. */
const FORGOTTEN_A_DAY = 0.01;

/**
 * How far the mean of the last two hours lies above (+) or below (−) anything that this time of the day has seen, in the
 * usual distance between an old record and a new one; 0 inside, and while learning. Then learns from it.
 *
 * @param hourOfDay civil time, 0 ≤ hour < 24
 * @param rate weight of a new value in what is usual
 */
export function beyondRecord(
  state: Float32Array,
  o: number,
  value: number,
  hourOfDay: number,
  stepHours: number,
  rate: number,
): number {
  const count = state[o + C.count]!;
  if (count === 1) {
    state[o + C.slot] = -1;
    state.fill(NaN, o + C.low, o + C.high + RECORD_SLOTS);
  }
  const weight = Math.max(Math.min(1, stepHours / RECENT_HOURS), 1 / count);
  state[o + C.recent]! += weight * (value - state[o + C.recent]!);
  const recent = state[o + C.recent]!;
  const slot = Math.floor((hourOfDay * RECORD_SLOTS) / 24);
  if (slot !== state[o + C.slot]) openSlot(state, o, slot);

  const low = state[o + C.low + slot]!;
  const high = state[o + C.high + slot]!;
  const beyond = recent > high ? recent - high : recent < low ? recent - low : 0;
  const score = count > LEARNING_VALUES ? beyond / (state[o + C.beyond]! + TINY) : 0;

  learnSpread(state, o + C.beyond, Math.abs(beyond), rate, count);
  state[o + C.slotLow] = Math.min(state[o + C.slotLow]!, recent);
  state[o + C.slotHigh] = Math.max(state[o + C.slotHigh]!, recent);
  return score;
}

/** Closes the running time of day: what it saw becomes its record. */
function openSlot(state: Float32Array, o: number, next: number): void {
  const slot = state[o + C.slot]!;
  if (slot >= 0) {
    const low = state[o + C.low + slot]!;
    const high = state[o + C.high + slot]!;
    const known = low === low;
    const forgotten = known ? (FORGOTTEN_A_DAY * (high - low)) / 2 : 0;
    state[o + C.low + slot] = known ? Math.min(low + forgotten, state[o + C.slotLow]!) : state[o + C.slotLow]!;
    state[o + C.high + slot] = known ? Math.max(high - forgotten, state[o + C.slotHigh]!) : state[o + C.slotHigh]!;
  }
  state[o + C.slot] = next;
  state[o + C.slotLow] = Infinity;
  state[o + C.slotHigh] = -Infinity;
}
