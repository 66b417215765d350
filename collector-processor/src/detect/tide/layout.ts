import { CHANGE_FIELDS } from './change/layout.ts';
import { floatsOf } from './profile.ts';

export const DAY_SLOTS = 96;
export const WEEK_SLOTS = 168;
/** Times of the day for the scale of noise, an hour each. */
export const SCALE_SLOTS = 24;
/** Coarse times of the day, three hours each, for how often nothing comes. */
export const COARSE_SLOTS = 8;

let at = 0;
const take = (length = 1): number => {
  const offset = at;
  at += length;
  return offset;
};

/**
 * The learned state of one series: a record of 824 bytes, float32 numbers and of what there is much the bits that it needs.
 * Records of a watch lie one after another in one typed array (slab.ts), so scoring a step walks memory in order.
 *
 * These are offsets into a record. What scores a row keeps it in a constant of its own module (`const F = FIELDS`): V8 compiles the
 * fields of that one to numbers, where it reads an imported one again at each use (decisions/1801).
 */
export const F = {
  /** Steps since the series was first seen, and those of them that had a value. */
  age: take(),
  present: take(),
  /** The quarter of an hour and the hour being averaged: sum of unheld values; slot in the day or week and count, as two int16. */
  quarterSum: take(),
  quarterAt: take(),
  hourSum: take(),
  hourAt: take(),
  /** Unit and base of each profile (profile.ts), and how far a slot's new mean usually lies from it. */
  dayUnit: take(),
  weekUnit: take(),
  dayBase: take(),
  weekBase: take(),
  daySpread: take(),
  weekSpread: take(),
  /** Smoothed absolute error of each season by itself: who is right gets the say. */
  lossDay: take(),
  lossWeek: take(),
  /** Values that came in an hour of the week that was known: how much lossWeek rests on. */
  weekCount: take(),
  /** Slow level: the season of a series that has none yet. */
  flat: take(),
  /** Level corrections of the season, at three speeds, and the smoothed absolute errors of the two faster ones. */
  slow: take(),
  middle: take(),
  fast: take(),
  middleLoss: take(),
  fastLoss: take(),
  /** What the two faster ones together leave on average. */
  rest: take(),
  /** Where the level correction usually lies, and how far it usually strays (log units). */
  driftMean: take(),
  driftSpread: take(),
  /** Deviation below and above: from the fast and from the slow expectation. */
  fastLow: take(),
  fastHigh: take(),
  slowLow: take(),
  slowHigh: take(),
  /** Long, unclipped deviation from both: the floors of the scales. */
  fastLong: take(),
  slowLong: take(),
  /** 2.5 % and 97.5 % quantiles of the normalised residual: the typical range. */
  typicalLow: take(),
  typicalHigh: take(),
  /** Share of steps with no value, and of values that are zero; evidence gathered in the present run of either. */
  absentRate: take(),
  zeroRate: take(),
  /** Share of all values so far that were zero. */
  zeroLife: take(),
  absentRun: take(),
  zeroRun: take(),
  /** The whole part is 1 once a negative value was seen (sign.ts); the fraction counts what passed the limits by little (tail.ts). */
  signed: take(),
  /** Smallest positive value seen: one event, where zeros are common. 0 before the first. */
  unit: take(),
  /** The hold: steps so far, the level correction and scales that were frozen at its onset, and the corrections then. */
  holdCount: take(),
  holdOffset: take(),
  holdLow: take(),
  holdHigh: take(),
  holdSlowLow: take(),
  holdSlowHigh: take(),
  heldSlow: take(),
  heldMiddle: take(),
  heldFast: take(),
  heldMiddleLoss: take(),
  heldFastLoss: take(),
  /** What held steps were and were expected to be: the ratio that an accepted level shift takes over. */
  holdValue: take(),
  holdExpected: take(),
  /** The log level correction of the last step, less its usual place: for the forecast. */
  correction: take(),
  /**
   * How values swing (noise.ts): steps seen, the last value, how far one lies from the one before, and the least and the most
   * of months of that.
   */
  noiseSteps: take(),
  noiseLast: take(),
  noise: take(),
  noiseLeast: take(),
  noiseMost: take(),
  /** The change channel's own fields. */
  change: take(CHANGE_FIELDS),
  /** Deviation from the fast expectation by time of day (hour-scale.ts): the exponent of their range as int16, and an int16 each. */
  hourPower: take(),
  hourScale: take(SCALE_SLOTS / 2),
  /** How often nothing comes, and zero, by time of day (share.ts): an int16 each. */
  coarseAbsent: take(COARSE_SLOTS / 2),
  coarseZero: take(COARSE_SLOTS / 2),
  day: take(floatsOf(DAY_SLOTS)),
  week: take(floatsOf(WEEK_SLOTS)),
} as const;

export const RECORD = at;

export const DAY = { at: F.day, slots: DAY_SLOTS, unit: F.dayUnit, base: F.dayBase } as const;
export const WEEK = { at: F.week, slots: WEEK_SLOTS, unit: F.weekUnit, base: F.weekBase } as const;
