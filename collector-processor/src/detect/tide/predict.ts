import { F } from './layout.ts';
import { dayAt, seasonJump, weekAt, weekKnown } from './season.ts';

/** The level correction may stray this far (log units) from where it usually lies, however steady it has been. */
const MIN_DRIFT = 0.22;
/** … and this many times its usual spread. */
const DRIFT_SPREADS = 4;
/** Until a week was seen, weekends are unknown: the correction may follow them. */
const UNKNOWN_WEEK_DRIFT = 0.8;
/** An additive correction of so many scales counts as one log unit (series that can be negative). */
const SCALES_A_UNIT = 20;
/** Losses decide by this power: a season that errs twice as much has a sixteenth of the say. */
const LOSS_POWER = 4;

/** What the record says of one instant; reused between calls so that the hot loop allocates nothing. */
export interface Prediction {
  flat: number;
  day: number;
  week: number;
  /** Whether this hour of the week was lived through before; else `week` is the day's. */
  weekKnown: boolean;
  /** Each season at the usual level, without the fast correction: for the losses. */
  flatUsual: number;
  dayUsual: number;
  weekUsual: number;
  /** Weighted seasons without correction. */
  reference: number;
  /** With the whole level correction: what noise is measured against. */
  free: number;
  /** With the correction bounded: what the series should be. */
  expected: number;
  /** Level correction that the data asks for, less its usual place, in log units. */
  drift: number;
  /** Size of a jump between two hours that cannot be placed within them; 0 where the season is smooth. */
  jump: number;
  /** |drift| at which the correction stops following: beyond it the series has drifted. */
  driftLimit: number;
}

export const createPrediction = (): Prediction => ({
  flat: NaN,
  day: NaN,
  week: NaN,
  weekKnown: false,
  flatUsual: NaN,
  dayUsual: NaN,
  weekUsual: NaN,
  reference: NaN,
  free: NaN,
  expected: NaN,
  drift: 0,
  jump: 0,
  driftLimit: Infinity,
});

/** Keeps ratios of small numbers near 1: half a usual deviation. */
export const shrinkage = (state: Float32Array, o: number): number =>
  0.25 * (state[o + F.scaleLow]! + state[o + F.scaleHigh]!) + 1e-12;

/**
 * The expected value of a record at an hour of the week: three seasons (none, daily, weekly), each corrected by the
 * present level, weighted by who errs less without that correction (with it a season that knows no weekends errs only
 * where they begin); the correction itself bounded by how far it usually strays, so that a
 * drift leaves the band instead of being followed.
 */
export function predict(state: Float32Array, o: number, hourOfWeek: number, days: number, out: Prediction): void {
  const flat = state[o + F.flat]!;
  let day = dayAt(state, o, hourOfWeek);
  if (day !== day) day = flat;
  let week = weekAt(state, o, hourOfWeek);
  out.weekKnown = weekKnown(state, o, hourOfWeek);
  if (!out.weekKnown) week = day;
  out.flat = flat;
  out.day = day;
  out.week = week;

  const signed = state[o + F.signed]! !== 0;
  const shrink = shrinkage(state, o);
  const level = state[o + F.levelValue]!;
  const correct = (season: number, seasonLevel: number): number =>
    signed ? season + level - seasonLevel : (season * (level + shrink)) / (seasonLevel + shrink);
  const usual = state[o + F.driftMean]!;
  out.flatUsual = applyCorrection(flat, usual, signed, shrink);
  out.dayUsual = applyCorrection(day, usual, signed, shrink);
  out.weekUsual = applyCorrection(week, usual, signed, shrink);

  const lossFlat = state[o + F.lossFlat]!;
  const lossDay = state[o + F.lossDay]!;
  const lossWeek = state[o + F.lossWeek]!;
  const least = Math.min(lossFlat, lossDay, lossWeek) + 1e-30;
  const wFlat = (least / (lossFlat + 1e-30)) ** LOSS_POWER;
  const wDay = (least / (lossDay + 1e-30)) ** LOSS_POWER;
  const wWeek = (least / (lossWeek + 1e-30)) ** LOSS_POWER;
  const weight = wFlat + wDay + wWeek;
  out.reference = (wFlat * flat + wDay * day + wWeek * week) / weight;
  const free =
    (wFlat * correct(flat, state[o + F.levelFlat]!) +
      wDay * correct(day, state[o + F.levelDay]!) +
      wWeek * correct(week, state[o + F.levelWeek]!)) /
    weight;

  out.free = free;

  const correction = signed
    ? (free - out.reference) / (SCALES_A_UNIT * shrink)
    : Math.log((Math.max(free, 0) + shrink) / (Math.max(out.reference, 0) + shrink));
  out.jump = seasonJump(state, o, hourOfWeek, out.weekKnown);
  out.drift = correction - usual;
  out.driftLimit =
    days < 2
      ? Infinity
      : Math.max(MIN_DRIFT, DRIFT_SPREADS * state[o + F.driftSpread]!) + (days < 8 ? UNKNOWN_WEEK_DRIFT : 0);
  const bounded = usual + Math.min(out.driftLimit, Math.max(-out.driftLimit, out.drift));
  out.expected = bounded === correction ? free : applyCorrection(out.reference, bounded, signed, shrink);
}

/** A season's value at a level correction (log units, or scales for series that can be negative). */
export function applyCorrection(reference: number, correction: number, signed: boolean, shrink: number): number {
  return signed
    ? reference + correction * SCALES_A_UNIT * shrink
    : Math.max(0, (Math.max(reference, 0) + shrink) * Math.exp(correction) - shrink);
}
