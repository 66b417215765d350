import { COARSE_SLOTS, DAY, F, SCALE_SLOTS, WEEK } from './layout.ts';
import { setHourScale } from './hour-scale.ts';
import { mapProfile, type ProfileField } from './profile.ts';
import { fillShares } from './share.ts';
import type { Slab } from './slab.ts';

/** Reads a field of a record as it was written. */
export interface Written {
  /** Where the record keeps the field; undefined: it has none of that length. */
  at(name: string, length: number): number | undefined;
  readonly float: Float32Array;
  /** The same bytes. */
  readonly short: Int16Array;
}

/** Marked a slot of which nothing was known. */
const UNKNOWN = -32_768;

/**
 * What records of 1,024 bytes kept with more bits: profiles in int16, deviations and shares by time of day in float32. Each is
 * taken into the field that keeps it now; what was not there is left alone.
 */
export function takeConverted(written: Written, slab: Slab, o: number): void {
  takeProfile(written, 'day', 'dayUnit', slab, o, DAY);
  takeProfile(written, 'week', 'weekUnit', slab, o, WEEK);
  const scales = written.at('hourScale', SCALE_SLOTS);
  if (scales !== undefined)
    for (let hour = 0; hour < SCALE_SLOTS; hour++) setHourScale(slab, o, hour, written.float[scales + hour]!);
  for (const name of ['coarseAbsent', 'coarseZero'] as const) {
    const shares = written.at(name, COARSE_SLOTS);
    if (shares === undefined) continue;
    for (let slot = 0; slot < COARSE_SLOTS; slot++)
      fillShares(slab.short, 2 * (o + F[name]) + slot, 1, written.float[shares + slot]!);
  }
}

function takeProfile(
  written: Written,
  name: string,
  unitName: string,
  slab: Slab,
  o: number,
  field: ProfileField,
): void {
  const at = written.at(name, field.slots / 2);
  const unitAt = written.at(unitName, 1);
  if (at === undefined || unitAt === undefined) return;
  const unit = written.float[unitAt]!;
  mapProfile(slab, o, field, (_known, slot) => {
    const raw = written.short[2 * at + slot]!;
    return raw === UNKNOWN ? NaN : raw * unit;
  });
}
