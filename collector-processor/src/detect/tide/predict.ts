import { followed, sayOf } from './follow.ts';
import { DAY as DAY_PROFILE, F as FIELDS, WEEK as WEEK_PROFILE } from './layout.ts';
import type { Moment } from './moment.ts';
import { between, createScales, type Scales, scalesAt } from './scale.ts';
import { type Around, isKnown, seasonAt, seasonJump } from './season.ts';
import { isSigned } from './sign.ts';
import type { Slab } from './slab.ts';

const DAY = DAY_PROFILE;
const F = FIELDS;
const WEEK = WEEK_PROFILE;

/** The level correction may stray this far (log units) from where it usually lies, however steady it has been. */
const MIN_DRIFT = 0.25;
/** … and this many times its usual spread. */
const DRIFT_SPREADS = 6;
/** Until a week was seen, weekends are unknown: the correction may follow them. */
const UNKNOWN_WEEK_DRIFT = 0.8;
/** An additive correction of so many scales counts as one log unit (series that can be negative). */
const SCALES_A_UNIT = 60;
/** A jump of the season counts from so many scales on. */
const LEAST_JUMP = 1;

/** What the record says of one instant; reused between calls so that the hot loop allocates nothing. */
export interface Prediction {
  /** Each season's own value. */
  day: number;
  week: number;
  /** Whether this hour of the week was lived through before; else `week` is the day's. */
  weekKnown: boolean;
  /** The slots that they were read from. */
  readonly aroundDay: Around;
  readonly aroundWeek: Around;
  /** Weighted seasons, without level correction. */
  season: number;
  /** Level correction of the last minutes. */
  followed: number;
  /** Season at the level of the last minutes, and of the last hours. */
  fast: number;
  slow: number;
  /** What the series should be: between the two, the level bounded by how far it usually strays. */
  expected: number;
  readonly scales: Scales;
  /** Level correction that the data asks for, less its usual place, in log units. */
  drift: number;
  /** |drift| at which the expected value stops following: beyond it the series has drifted. */
  driftLimit: number;
  /** The same without that bound: where the level has come to. */
  free: number;
  /** Size of a jump between two slots of the season that cannot be placed within them; 0 where it is smooth. */
  jump: number;
}

export const createPrediction = (): Prediction => ({
  day: NaN,
  week: NaN,
  weekKnown: false,
  aroundDay: { left: NaN, right: NaN },
  aroundWeek: { left: NaN, right: NaN },
  season: NaN,
  followed: NaN,
  fast: NaN,
  slow: NaN,
  expected: NaN,
  scales: createScales(),
  drift: 0,
  free: NaN,
  driftLimit: Infinity,
  jump: 0,
});

/** Keeps ratios of small numbers near 1: half a usual deviation. */
export const shrinkage = (state: Float32Array, o: number): number =>
  0.25 * (state[o + F.slowLow]! + state[o + F.slowHigh]!) + 1e-12;

/**
 * The expected value of a record at an instant: two seasons (daily, weekly), weighted by who errs less; at the
 * level that the last values show, followed fast and slowly; bounded by how far that level usually strays from the
 * season, so that what drifts away leaves the band instead of being followed.
 */
export function predict(slab: Slab, o: number, moment: Moment, days: number, out: Prediction): void {
  const state = slab.float;
  predictSeason(slab, o, moment, out);
  out.followed = followed(state, o);
  out.fast = out.season + out.followed;
  out.slow = out.season + state[o + F.slow]!;
  scalesAt(slab, o, out.season, moment.hour, out.scales);
  const free = between(out.fast, out.slow, out.scales);
  const jump = out.weekKnown
    ? seasonJump(slab, o, WEEK, moment.week, out.aroundWeek)
    : seasonJump(slab, o, DAY, moment.day, out.aroundDay);
  // A smaller one is the profile's own noise.
  out.jump = jump > LEAST_JUMP * Math.max(out.scales.slowLow, out.scales.slowHigh) ? jump : 0;

  const signed = isSigned(state, o);
  out.free = signed ? free : Math.max(0, free);
  out.expected = out.free;
  const shrink = shrinkage(state, o);
  const usual = state[o + F.driftMean]!;
  const correction = correctionOf(out.season, out.expected, signed, shrink);
  out.drift = correction - usual;
  out.driftLimit =
    days < 2
      ? Infinity
      : Math.max(MIN_DRIFT, DRIFT_SPREADS * state[o + F.driftSpread]!) + (days < 8 ? UNKNOWN_WEEK_DRIFT : 0);
  if (Math.abs(out.drift) > out.driftLimit) {
    const bounded = usual + Math.sign(out.drift) * out.driftLimit;
    out.expected = applyCorrection(out.season, bounded, signed, shrink);
  }
}

function predictSeason(slab: Slab, o: number, moment: Moment, out: Prediction): void {
  const state = slab.float;
  let day = seasonAt(slab, o, DAY, moment.day, out.aroundDay);
  if (day !== day) day = state[o + F.flat]!;
  out.day = day;
  const week = seasonAt(slab, o, WEEK, moment.week, out.aroundWeek);
  out.weekKnown = isKnown(moment.week, out.aroundWeek);
  out.week = out.weekKnown ? week : day;
  const lossDay = state[o + F.lossDay]!;
  const lossWeek = state[o + F.lossWeek]!;
  const least = Math.min(lossDay, lossWeek);
  const wDay = sayOf(lossDay, least);
  const wWeek = sayOf(lossWeek, least);
  out.season = (wDay * day + wWeek * out.week) / (wDay + wWeek);
}

/** How far a value lies from its season: log units, or scales for series that can be negative. */
export const correctionOf = (season: number, value: number, signed: boolean, shrink: number): number =>
  signed
    ? (value - season) / (SCALES_A_UNIT * shrink)
    : Math.log((Math.max(value, 0) + shrink) / (Math.max(season, 0) + shrink));

/** A season's value at such a correction. */
export function applyCorrection(season: number, correction: number, signed: boolean, shrink: number): number {
  return signed
    ? season + correction * SCALES_A_UNIT * shrink
    : Math.max(0, (Math.max(season, 0) + shrink) * Math.exp(correction) - shrink);
}
