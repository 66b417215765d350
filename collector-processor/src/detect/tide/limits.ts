import { F } from './layout.ts';

/** Share of |normalised residuals| beyond `tailStart`. */
export const TAIL_SHARE = 0.02;
const MIN_LIMIT = 3.5;
/** A tail that is heavier than this was swollen by anomalies that nobody held out. */
const MAX_LIMIT = 8;
/** No scale below this share of the expected value: nobody is paged over one percent. */
const LEVEL_FLOOR = 0.015;

/**
 * How many scales away the limit lies so that a normal step passes it with probability `alarmProbability`: the 98 %
 * quantile of |residual| plus an exponential tail of the mean excess over it (peaks over threshold with shape 0).
 */
export function limitInScales(state: Float32Array, o: number, alarmProbability: number): number {
  const limit = tailQuantile(state[o + F.tailStart]!, state[o + F.tailExcess]!, alarmProbability);
  return Math.min(MAX_LIMIT, Math.max(MIN_LIMIT, limit));
}

/** Where an exponential tail that begins at `start` with mean excess `excess` leaves the given probability beyond. */
export const tailQuantile = (start: number, excess: number, probability: number): number =>
  start + excess * Math.log(TAIL_SHARE / probability);

/**
 * The size of a usual deviation on one side: the geometric mean of the scale of that side and the scale of this time
 * of day, never below a share of the level.
 */
export function scaleAt(sideScale: number, coarseScale: number, expected: number): number {
  const learned = Math.sqrt(sideScale * (coarseScale > 0 ? coarseScale : sideScale));
  return Math.max(learned, LEVEL_FLOOR * Math.abs(expected), 1e-9);
}

/** Standard deviations that a Poisson count passes about once in 20,000 steps. */
const COUNT_DEVIATIONS = 3.9;
/** With zeros in more than this share of steps, values are taken to be counts. */
const COMMON_ZEROS = 0.2;

/** The value of one event: as the watch says, or the smallest value seen where zeros are common; 0 for no counts. */
export function countUnitOf(state: Float32Array, o: number, countUnit: number): number {
  if (countUnit > 0) return countUnit;
  return state[o + F.zeroRate]! > COMMON_ZEROS ? state[o + F.unit]! : 0;
}

/**
 * What counting alone allows around an expected value (Poisson): a series of three requests an hour is noisy by nature.
 * Upwards by the square-root transform, for its longer tail; downwards it may lie below zero, where no count is too low.
 */
export function countLimit(expected: number, unit: number, side: -1 | 1): number {
  const deviation = Math.sqrt(Math.max(0, expected) / unit);
  return side < 0 ? expected - COUNT_DEVIATIONS * deviation * unit : (deviation + COUNT_DEVIATIONS / 2) ** 2 * unit;
}

/** One step of online quantile tracking (stochastic approximation of the pinball loss): the target share lies above. */
export const trackQuantile = (quantile: number, value: number, shareAbove: number, rate: number): number =>
  quantile + rate * (value > quantile ? 1 - shareAbove : -shareAbove);
