import type { Slab } from './slab.ts';

/** Slots of the longest profile. */
const MOST_SLOTS = 168;
/** A slot has twelve bits: a number of units above the profile's base; all of them set mark a slot of which nothing is known. */
const SLOT_BITS = 12;
const UNKNOWN = 0xfff;
const MOST = UNKNOWN - 1;
/**
 * The least and the greatest value are so many units apart, with room below and above: in a new profile, and in one that is
 * made anew because a value is out of its range, or because its values have come nearer to each other.
 */
const SPAN = 3_072;
const MARGIN = 512;
/** A profile hardly curved has units of a share of its size: each new slot would be out of its range else. */
const LEAST_SPAN = 1 / 16;
const REFINED_BY = 2;

/** Where a record keeps a profile: `slots` of twelve bits from float offset `at` on, its unit and its base, what a slot of 0 is. */
export interface ProfileField {
  readonly at: number;
  readonly slots: number;
  readonly unit: number;
  readonly base: number;
}

/** Floats that so many slots take: four slots three int16. */
export const floatsOf = (slots: number): number => Math.ceil((slots * 3) / 8);

/** @param o offset of the record, in floats */
export function clearProfile({ short }: Slab, o: number, { at, slots }: ProfileField): void {
  const first = 2 * (o + at);
  short.fill(-1, first, first + 2 * floatsOf(slots));
}

/** The first int16 of the four slots around this one: three of them are the lower bits of one int16 each, the fourth what is left. */
export const shortOf = (at: number, slot: number): number => 2 * at + 3 * (slot >> 2);

function rawAt(short: Int16Array, at: number, slot: number): number {
  const first = shortOf(at, slot);
  const place = slot & 3;
  if (place < 3) return short[first + place]! & UNKNOWN;
  const high = (short[first]! >> SLOT_BITS) & 0xf;
  return high | (((short[first + 1]! >> SLOT_BITS) & 0xf) << 4) | (((short[first + 2]! >> SLOT_BITS) & 0xf) << 8);
}

function setRaw(short: Int16Array, at: number, slot: number, raw: number): void {
  const first = shortOf(at, slot);
  const place = slot & 3;
  if (place < 3) short[first + place] = (short[first + place]! & ~UNKNOWN) | raw;
  else for (let i = 0; i < 3; i++) short[first + i] = (short[first + i]! & UNKNOWN) | ((raw >> (4 * i)) << SLOT_BITS);
}

/** The value of a slot; NaN where nothing is known. */
export function slotValue({ float, short }: Slab, o: number, { at, unit, base }: ProfileField, slot: number): number {
  const raw = rawAt(short, o + at, slot);
  return raw === UNKNOWN ? NaN : float[o + base]! + raw * float[o + unit]!;
}

/** Sets a slot to a finite value, to within a unit: 1/3,072 of how far the profile's values lie apart. */
export function setSlot(slab: Slab, o: number, field: ProfileField, slot: number, value: number): void {
  const unit = slab.float[o + field.unit]!;
  const raw = unit > 0 ? Math.round((value - slab.float[o + field.base]!) / unit) : -1;
  if (raw >= 0 && raw <= MOST) setRaw(slab.short, o + field.at, slot, raw);
  else mapWith(slab, o, field, slot, value);
}

/** By itself: where a function is made, what it sees is put on the heap before anybody asks for it. */
function mapWith(slab: Slab, o: number, field: ProfileField, slot: number, value: number): void {
  mapProfile(slab, o, field, (known, i) => (i === slot ? value : known));
}

/** Gives a profile whose values have come nearer to each other its precision back. For once a day. */
export function refineProfile(slab: Slab, o: number, field: ProfileField): void {
  let least = Infinity;
  let most = -Infinity;
  for (let slot = 0; slot < field.slots; slot++) {
    const value = slotValue(slab, o, field, slot);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least <= most && REFINED_BY * unitFor(least, most) < slab.float[o + field.unit]!)
    mapProfile(slab, o, field, (known) => known);
}

/** Rounded to float32 first, as it is read back. */
const unitFor = (least: number, most: number): number =>
  Math.fround(Math.max(most - least, LEAST_SPAN * Math.max(Math.abs(least), Math.abs(most)), 1e-30) / SPAN);

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
  let least = Infinity;
  let most = -Infinity;
  for (let slot = 0; slot < field.slots; slot++) {
    const value = next(slotValue(slab, o, field, slot), slot);
    values[slot] = value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(least <= most)) return clearProfile(slab, o, field);
  const unit = unitFor(least, most);
  // Where nothing is below zero, no slot can be.
  const base = Math.fround(least >= 0 ? Math.max(0, least - MARGIN * unit) : least - MARGIN * unit);
  slab.float[o + field.unit] = unit;
  slab.float[o + field.base] = base;
  for (let slot = 0; slot < field.slots; slot++) {
    const value = values[slot]!;
    const raw = value === value ? Math.max(0, Math.min(MOST, Math.round((value - base) / unit))) : UNKNOWN;
    setRaw(slab.short, o + field.at, slot, raw);
  }
}
