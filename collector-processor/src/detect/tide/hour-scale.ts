import { F as FIELDS, SCALE_SLOTS } from './layout.ts';
import type { Slab } from './slab.ts';

const F = FIELDS;

/**
 * Deviations by time of day, in 16 bits each: the upper bits of their float32, twelve behind the point, counted from 16 powers
 * of two below `hourPower` (its exponent). So the error of one is at most 1 / 8,192 of it, which a step's weight of 1 / 500
 * does not drown in. 0: not known yet.
 */
const DROPPED_BITS = 11;
const HALF_DROPPED = 1 << (DROPPED_BITS - 1);
const A_POWER = 1 << 12;
const POWERS = 16;
const CODES = POWERS * A_POWER;
/** A new greatest one gets so much room above it. */
const HEADROOM = 2;

const number = new Float32Array(1);
const bits = new Int32Array(number.buffer);

/** The deviation at that hour of the day; 0: not known. */
export function hourScaleAt({ short }: Slab, o: number, hour: number): number {
  const code = short[2 * (o + F.hourScale) + hour]! & (CODES - 1);
  if (code === 0) return 0;
  bits[0] = (code + (short[2 * (o + F.hourPower)]! - POWERS) * A_POWER) << DROPPED_BITS;
  return number[0]!;
}

/** @param value finite, ≥ 0 */
export function setHourScale(slab: Slab, o: number, hour: number, value: number): void {
  number[0] = value;
  const kept = (bits[0]! + HALF_DROPPED) >> DROPPED_BITS;
  const code = kept - (slab.short[2 * (o + F.hourPower)]! - POWERS) * A_POWER;
  slab.short[2 * (o + F.hourScale) + hour] = code > 0 && code < CODES ? code : moved(slab, o, hour, kept);
}

/** The code of what is out of range: in the range of the greatest of all, at its lower end at least. */
function moved({ short }: Slab, o: number, hour: number, kept: number): number {
  if (kept === 0) return 0;
  const first = 2 * (o + F.hourScale);
  const before = (short[2 * (o + F.hourPower)]! - POWERS) * A_POWER;
  let most = kept;
  for (let other = 0; other < SCALE_SLOTS; other++) {
    const code = short[first + other]! & (CODES - 1);
    if (other !== hour && code > 0) most = Math.max(most, code + before);
  }
  const power = Math.floor(most / A_POWER) + HEADROOM;
  const base = (power - POWERS) * A_POWER;
  for (let other = 0; other < SCALE_SLOTS; other++) {
    const code = short[first + other]! & (CODES - 1);
    if (code > 0) short[first + other] = inRange(code + before - base);
  }
  short[2 * (o + F.hourPower)] = power;
  return inRange(kept - base);
}

const inRange = (code: number): number => Math.max(1, Math.min(CODES - 1, code));
