import { hourScaleAt, setHourScale } from './hour-scale.ts';
import { F as FIELDS, SCALE_SLOTS } from './layout.ts';
import type { Rates } from './rates.ts';
import type { Slab } from './slab.ts';

const F = FIELDS;

/** No scale below this share of the root of the long mean square, and of the level. */
const LONG_FLOOR = 0.1;
const LEVEL_FLOOR = 0.01;
/** One step counts for at most so many scales: of its side, of the larger of side and time of day. */
const SIDE_CLIP = 4;
const HOUR_CLIP = 4;
/** So many values are taken as they come. */
const UNCLIPPED = 40;
/** Share of the slow expectation in the expected value, where both are equally sure. */
export const SLOW_SHARE = 0.45;

/** Scales of both residuals on both sides, in the value's unit; reused between calls. */
export interface Scales {
  fastLow: number;
  fastHigh: number;
  slowLow: number;
  slowHigh: number;
  fastFloor: number;
  slowFloor: number;
  /** Of this time of day; 0: not known yet. */
  hourly: number;
  /** Of the residual against the expected value, which is fast and slow together. */
  low: number;
  high: number;
}

export const createScales = (): Scales => ({
  fastLow: 0,
  fastHigh: 0,
  slowLow: 0,
  slowHigh: 0,
  fastFloor: 0,
  slowFloor: 0,
  hourly: 0,
  low: 0,
  high: 0,
});

/** @param season size of the season, for the floor */
export function scalesAt(slab: Slab, o: number, season: number, hour: number, out: Scales): void {
  const state = slab.float;
  const low = state[o + F.fastLow]!;
  const high = state[o + F.fastHigh]!;
  const hourly = hourScaleAt(slab, o, hour);
  out.hourly = hourly;
  // How much noisier this time of day is than all of them: of the slow residual, too.
  const ratio = hourly > 0 ? hourly / Math.max(1e-30, Math.sqrt((low * low + high * high) / 2)) : 1;
  const level = LEVEL_FLOOR * Math.abs(season) + 1e-9;
  out.fastFloor = LONG_FLOOR * state[o + F.fastLong]! + level;
  out.slowFloor = LONG_FLOOR * state[o + F.slowLong]! + level;
  out.fastLow = joined(low, hourly > 0 ? hourly : low, out.fastFloor);
  out.fastHigh = joined(high, hourly > 0 ? hourly : high, out.fastFloor);
  const slowLow = state[o + F.slowLow]!;
  const slowHigh = state[o + F.slowHigh]!;
  out.slowLow = joined(slowLow, slowLow * ratio, out.slowFloor);
  out.slowHigh = joined(slowHigh, slowHigh * ratio, out.slowFloor);
  out.low = together(out.fastLow, out.slowLow);
  out.high = together(out.fastHigh, out.slowHigh);
}

/** The geometric mean of two deviations, each at least the floor. */
const joined = (a: number, b: number, floor: number): number => Math.sqrt(Math.max(a, floor) * Math.max(b, floor));

const together = (fast: number, slow: number): number => 1 / ((1 - SLOW_SHARE) / fast + SLOW_SHARE / slow);

/**
 * The value between the fast and the slow expectation that lies as many scales from one as from the other, with the
 * slow one's share: beyond both of them, distance from it is the weighted mean of both distances.
 */
export function between(fast: number, slow: number, { fastLow, fastHigh, slowLow, slowHigh }: Scales): number {
  const wFast = (1 - SLOW_SHARE) / (fastLow + fastHigh);
  const wSlow = SLOW_SHARE / (slowLow + slowHigh);
  return (wFast * fast + wSlow * slow) / (wFast + wSlow);
}

/** Takes both residuals into the scales. Not for held steps. */
export function learnScales(
  slab: Slab,
  o: number,
  fastResidual: number,
  slowResidual: number,
  hour: number,
  { fastFloor, slowFloor, hourly: known }: Scales,
  rates: Rates,
): void {
  const state = slab.float;
  const present = state[o + F.present]!;
  const clipped = present > UNCLIPPED;
  // Each side sees about half of the values, each hour a twenty-fourth; early on only the latest third of life counts,
  // for the first days' errors are the missing season's.
  const sideRate = Math.max(rates.side, 6 / (present + 6));
  const fastSide = o + (fastResidual > 0 ? F.fastHigh : F.fastLow);
  const slowSide = o + (slowResidual > 0 ? F.slowHigh : F.slowLow);
  const fast = Math.abs(fastResidual);
  const slow = Math.abs(slowResidual);
  const hourly = known > 0 ? known : (state[o + F.fastLow]! + state[o + F.fastHigh]!) / 2;
  const mostHourly = HOUR_CLIP * Math.max(state[fastSide]!, hourly, fastFloor);
  const hourRate = Math.max(rates.hour, SCALE_SLOTS / (present + SCALE_SLOTS));
  setHourScale(slab, o, hour, meanSquare(hourly, Math.min(fast, mostHourly), hourRate));
  const mostFast = SIDE_CLIP * Math.max(state[fastSide]!, fastFloor);
  state[fastSide] = meanSquare(state[fastSide]!, clipped ? Math.min(fast, mostFast) : fast, sideRate);
  const mostSlow = SIDE_CLIP * Math.max(state[slowSide]!, slowFloor);
  state[slowSide] = meanSquare(state[slowSide]!, clipped ? Math.min(slow, mostSlow) : slow, sideRate);
}

/** Takes both residuals into the floors, unclipped: held steps too, the fast one being no more than noise again soon. */
export function learnFloors(
  state: Float32Array,
  o: number,
  fastResidual: number,
  slowResidual: number,
  { long }: Rates,
): void {
  const rate = Math.max(long, 1 / (state[o + F.present]! + 1));
  state[o + F.fastLong] = meanSquare(state[o + F.fastLong]!, fastResidual, rate);
  state[o + F.slowLong] = meanSquare(state[o + F.slowLong]!, slowResidual, rate);
}

/** The root of a mean square followed at a rate; kept as the root, whose square a float32 may not hold. */
const meanSquare = (root: number, value: number, rate: number): number =>
  Math.sqrt(root * root + rate * (value * value - root * root));
