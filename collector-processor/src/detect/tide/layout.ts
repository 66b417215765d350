/**
 * The learned state of one series: a record of float32 numbers, under 1 KiB. Records of a watch lie one after another
 * in one typed array (the slab), so scoring a step walks memory in order.
 */
export const DAY_SLOTS = 24;
export const WEEK_SLOTS = 168;
/** Coarse times of the day, three hours each, for the scale and for how often nothing comes. */
export const COARSE_SLOTS = 8;

let at = 0;
const take = (length = 1): number => {
  const offset = at;
  at += length;
  return offset;
};

/** Offsets into a record. */
export const F = {
  /** Steps since the series was first seen, and those of them that had a value. */
  age: take(),
  present: take(),
  /** The hour being averaged: its slot in the week, sum and count of unheld values. */
  hourSlot: take(),
  hourSum: take(),
  hourCount: take(),
  /** Fast level: smoothed value, and what each season said meanwhile. Their ratio is the level correction. */
  levelValue: take(),
  levelFlat: take(),
  levelDay: take(),
  levelWeek: take(),
  /** Smoothed absolute error of each season's prediction: who is right gets the say. */
  lossFlat: take(),
  lossDay: take(),
  lossWeek: take(),
  /** Values that came in an hour of the week that was known: how much lossWeek rests on. */
  weekCount: take(),
  /** Slow level: the season of a series that has none. */
  flat: take(),
  /** Where the level correction usually lies, and how far it usually strays (log units). */
  driftMean: take(),
  driftSpread: take(),
  /** Absolute deviation below and above the expected value, as a standard deviation. */
  scaleLow: take(),
  scaleHigh: take(),
  /** 2.5 % and 97.5 % quantiles of the normalised residual: the typical range. */
  typicalLow: take(),
  typicalHigh: take(),
  /** Tail of |normalised residual|: its 98 % quantile, and the mean excess over it. */
  tailStart: take(),
  tailExcess: take(),
  /** Smoothed normalised residual of the last minutes, and the tail of its size: small deviations that persist. */
  run: take(),
  runStart: take(),
  runExcess: take(),
  /** Share of steps with no value, and of values that are zero; evidence gathered in the present run of either. */
  absentRate: take(),
  zeroRate: take(),
  absentRun: take(),
  zeroRun: take(),
  /** 1 once a negative value was seen. */
  signed: take(),
  /** Smallest positive value seen: one event, where zeros are common. 0 before the first. */
  unit: take(),
  /** What held steps were and were expected to be: the ratio that an accepted level shift takes over. */
  holdValue: take(),
  holdExpected: take(),
  holdCount: take(),
  /** The expectation of the last step, for the hold and the forecast: log level correction. */
  correction: take(),
  coarseScale: take(COARSE_SLOTS),
  coarseAbsent: take(COARSE_SLOTS),
  coarseZero: take(COARSE_SLOTS),
  day: take(DAY_SLOTS),
  week: take(WEEK_SLOTS),
} as const;

export const RECORD = at;
