import { F as FIELDS } from './layout.ts';

const F = FIELDS;

/**
 * How many scales away the limits lie at one false alarm in ten thousand steps (one a week at steps of a minute). Above,
 * where the tail of traffic is longer, further than below (docs/decisions/1902).
 */
const BELOW = 4.6;
const ABOVE = 5.18;
const REFERENCE_PROBABILITY = 1e-4;
/** … and how much nearer at e times as many: the tail of a series is heavier than a normal one. */
const SCALES_AN_E_FOLD = 0.4;
const LEAST_LIMIT = 3.5;
const MOST_LIMIT = 8;

/** How many scales below and above the expected value the limits lie. */
export interface LimitsInScales {
  readonly below: number;
  readonly above: number;
}

/**
 * For all series the same, but for tail.ts: fitting each series' own tail takes alarms from those that have anomalies and
 * gives them to those that have none (docs/decisions/0902).
 *
 * @param alarmProbability with which a normal step may lie outside the limits
 */
export function limitsInScales(alarmProbability: number): LimitsInScales {
  const further = -SCALES_AN_E_FOLD * Math.log(alarmProbability / REFERENCE_PROBABILITY);
  const bounded = (limit: number): number => Math.min(MOST_LIMIT, Math.max(LEAST_LIMIT, limit + further));
  return { below: bounded(BELOW), above: bounded(ABOVE) };
}

/** Standard deviations that a Poisson count passes about once in 20,000 steps. */
const COUNT_DEVIATIONS = 3.9;
/** With zeros in more than this share of steps, values are taken to be counts. */
export const COMMON_ZEROS = 0.2;

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
