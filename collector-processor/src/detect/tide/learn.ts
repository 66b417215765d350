import { F } from './layout.ts';
import type { Prediction } from './predict.ts';
import { shrinkage } from './predict.ts';
import { TAIL_SHARE, trackQuantile } from './limits.ts';

/** Hours over which the level correction follows the data. */
const LEVEL_HOURS = 2;
const FLAT_HOURS = 24;
/** A season's record of errors spans a week, so that weekends are remembered on Fridays. */
const LOSS_HOURS = 168;
const SCALE_HOURS = 48;
const COARSE_SCALE_HOURS = 6;
const DRIFT_MEAN_HOURS = 72;
const DRIFT_SPREAD_HOURS = 168;
/** Steps of the quantile trackers, in scales. */
const TYPICAL_RATE = 0.05;
const TAIL_RATE = 0.03;
const TYPICAL_TAIL = 0.025;
/** One step moves a scale by at most so many of itself. */
const SCALE_CLIP = 4;
/** Mean absolute deviation to standard deviation, normal distribution. */
const ABSOLUTE_TO_STANDARD = 1.2533;
/** One step counts for at most so many mean excesses: the first step of an outage does not widen the limits. */
const MOST_EXCESS = 4;

/**
 * Takes one value into level, losses, scales, quantiles and drift.
 *
 * @param clipped the value brought back to where one step may pull: half a limit outside the limits
 * @param residual value − what the whole level correction expects, unclipped: a drift is no noise
 * @param scale the scale of the residual's side
 */
export function learnStep(
  state: Float32Array,
  o: number,
  prediction: Prediction,
  value: number,
  clipped: number,
  residual: number,
  scale: number,
  coarseSlot: number,
  stepHours: number,
): void {
  const present = state[o + F.present]!;
  const rate = (hours: number): number => Math.min(1, Math.max(stepHours / hours, 1 / (present + 1)));
  const follow = (offset: number, target: number, by: number): void => {
    state[o + offset]! += by * (target - state[o + offset]!);
  };

  const flatRate = rate(FLAT_HOURS);
  if (present === 0) state[o + F.flat] = value;
  else follow(F.flat, clipped, flatRate);
  const flat = present === 0 ? value : prediction.flat;
  const level = rate(LEVEL_HOURS);
  follow(F.levelValue, clipped, level);
  follow(F.levelFlat, flat, level);
  follow(F.levelDay, present === 0 ? value : prediction.day, level);
  follow(F.levelWeek, present === 0 ? value : prediction.week, level);
  if (value < 0) state[o + F.signed] = 1;
  const unit = state[o + F.unit]!;
  if (value > 0 && (unit === 0 || value < unit)) state[o + F.unit] = value;
  if (present === 0) {
    // A first guess that is wide: a tenth of the level, or one.
    const guess = Math.abs(value) * 0.1 || 1;
    state[o + F.scaleLow] = guess;
    state[o + F.scaleHigh] = guess;
    state[o + F.coarseScale + coarseSlot] = guess;
    return;
  }

  const loss = rate(LOSS_HOURS);
  follow(F.lossFlat, Math.abs(value - prediction.flatUsual), loss);
  follow(F.lossDay, Math.abs(value - prediction.dayUsual), loss);
  if (prediction.weekKnown) {
    const known = state[o + F.weekCount]!;
    follow(F.lossWeek, Math.abs(value - prediction.weekUsual), Math.max(stepHours / LOSS_HOURS, 1 / (known + 1)));
    state[o + F.weekCount] = known + 1;
  } else if (state[o + F.weekCount] === 0) state[o + F.lossWeek] = state[o + F.lossDay]!;

  // A level on its way out is no noise: it would widen the band that should catch it.
  if (Math.abs(prediction.drift) <= prediction.driftLimit / 2) {
    // The first days' errors are the missing season's, not noise: early on only the latest third of life counts.
    const scaleRate = Math.min(1, Math.max((2 * stepHours) / SCALE_HOURS, 3 / (present + 3)));
    const side = residual < 0 ? F.scaleLow : F.scaleHigh;
    follow(side, deviation(residual, state[o + side]!), scaleRate);
    const coarse = state[o + F.coarseScale + coarseSlot]!;
    if (coarse === 0) state[o + F.coarseScale + coarseSlot] = state[o + side]!;
    else follow(F.coarseScale + coarseSlot, deviation(residual, coarse), Math.min(1, stepHours / COARSE_SCALE_HOURS));
    learnTail(state, o, residual / scale);
  }

  // In an hour of the week never seen before, the correction makes up for what the season does not know.
  if (prediction.weekKnown) {
    const drift = clamp(prediction.drift, prediction.driftLimit);
    follow(F.driftSpread, ABSOLUTE_TO_STANDARD * Math.abs(drift), stepHours / DRIFT_SPREAD_HOURS);
    follow(F.driftMean, state[o + F.driftMean]! + drift, stepHours / DRIFT_MEAN_HOURS);
  }
}

function deviation(residual: number, known: number): number {
  return ABSOLUTE_TO_STANDARD * Math.min(Math.abs(residual), SCALE_CLIP * known);
}

function learnTail(state: Float32Array, o: number, normalised: number): void {
  state[o + F.typicalHigh] = Math.max(
    0.1,
    trackQuantile(state[o + F.typicalHigh]!, normalised, TYPICAL_TAIL, TYPICAL_RATE),
  );
  state[o + F.typicalLow] = Math.max(
    0.1,
    trackQuantile(state[o + F.typicalLow]!, -normalised, TYPICAL_TAIL, TYPICAL_RATE),
  );
  const size = Math.abs(normalised);
  const start = state[o + F.tailStart]!;
  if (size > start) {
    const excess = state[o + F.tailExcess]!;
    state[o + F.tailExcess]! += 0.02 * (Math.min(size - start, MOST_EXCESS * excess + 0.2) - excess);
  }
  state[o + F.tailStart] = Math.max(1, trackQuantile(start, size, TAIL_SHARE, TAIL_RATE));
}

const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));

/** What a held step was and was expected to be, averaged over the last hours: the level that may be accepted. */
export function learnHold(state: Float32Array, o: number, value: number, expected: number, stepHours: number): void {
  const count = state[o + F.holdCount]!;
  const by = Math.max(stepHours / 6, 1 / (count + 1));
  state[o + F.holdValue]! += by * (value - state[o + F.holdValue]!);
  state[o + F.holdExpected]! += by * (expected - state[o + F.holdExpected]!);
  state[o + F.holdCount] = count + 1;
}

export function forgetHold(state: Float32Array, o: number): void {
  state[o + F.holdValue] = 0;
  state[o + F.holdExpected] = 0;
  state[o + F.holdCount] = 0;
}

/** The factor (or shift, for series that can be negative) between what held steps were and what was expected. */
export function heldMove(state: Float32Array, o: number): { factor: number; shift: number } {
  if (state[o + F.holdCount]! === 0) return { factor: 1, shift: 0 };
  const value = state[o + F.holdValue]!;
  const expected = state[o + F.holdExpected]!;
  if (state[o + F.signed]! !== 0) return { factor: 1, shift: value - expected };
  const shrink = shrinkage(state, o);
  return { factor: (Math.max(0, value) + shrink) / (Math.max(0, expected) + shrink), shift: 0 };
}
