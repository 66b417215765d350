import type { Slab } from './slab.ts';

/** Slots of the longest profile. */
const MOST_SLOTS = 168;
/** Marks a slot of which nothing is known. */
const UNKNOWN = -32768;
/** Values are kept as multiples of a unit of the profile's own, of which the largest is about this many. */
const LARGEST = 16_000;
/** The unit is made anew when a value passes the upper bound, or when no value reaches the lower one any more. */
const BOUNDS = { least: 4_000, most: 32_000 };

/** Where a record keeps a profile: `slots` int16 at float offset `at`, its unit at float offset `unit`. */
export interface ProfileField {
  readonly at: number;
  readonly slots: number;
  readonly unit: number;
}

/** Floats that so many slots take. */
export const floatsOf = (slots: number): number => Math.ceil(slots / 2);

/** @param o offset of the record, in floats */
export function clearProfile({ short }: Slab, o: number, { at, slots }: ProfileField): void {
  const base = 2 * (o + at);
  short.fill(UNKNOWN, base, base + slots);
}

/** The value of a slot; NaN where nothing is known. */
export function slotValue({ float, short }: Slab, o: number, { at, unit }: ProfileField, slot: number): number {
  const raw = short[2 * (o + at) + slot]!;
  return raw === UNKNOWN ? NaN : raw * float[o + unit]!;
}

/** Sets a slot to a finite value, to within 1/16,000 of the profile's largest. */
export function setSlot(slab: Slab, o: number, field: ProfileField, slot: number, value: number): void {
  const unit = slab.float[o + field.unit]!;
  const raw = unit > 0 ? Math.round(value / unit) : Infinity;
  if (Math.abs(raw) <= BOUNDS.most) slab.short[2 * (o + field.at) + slot] = raw;
  else mapProfile(slab, o, field, (known, i) => (i === slot ? value : known));
}

/** Gives a profile that has shrunk its precision back. For once a day. */
export function refineProfile(slab: Slab, o: number, field: ProfileField): void {
  const base = 2 * (o + field.at);
  let most = 0;
  for (let slot = 0; slot < field.slots; slot++) {
    const raw = slab.short[base + slot]!;
    if (raw !== UNKNOWN) most = Math.max(most, Math.abs(raw));
  }
  if (most > 0 && most < BOUNDS.least) mapProfile(slab, o, field, (known) => known);
}

/** Of the profile that is being mapped. */
const scratch = new Float64Array(MOST_SLOTS);

/** Every slot anew from what it was (NaN = unknown, and stays so where `next` is NaN). */
export function mapProfile(
  slab: Slab,
  o: number,
  field: ProfileField,
  next: (value: number, slot: number) => number,
): void {
  const values = scratch.subarray(0, field.slots);
  let most = 0;
  for (let slot = 0; slot < field.slots; slot++) {
    const value = next(slotValue(slab, o, field, slot), slot);
    values[slot] = value;
    if (Math.abs(value) > most) most = Math.abs(value);
  }
  // Rounded to float32 first, as it is read back.
  const unit = Math.fround(Math.max(most, 1e-30) / LARGEST);
  slab.float[o + field.unit] = unit;
  const base = 2 * (o + field.at);
  for (let slot = 0; slot < field.slots; slot++) {
    const value = values[slot]!;
    slab.short[base + slot] = value === value ? Math.round(value / unit) : UNKNOWN;
  }
}
