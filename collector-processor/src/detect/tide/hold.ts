import { followed } from './follow.ts';
import { F as FIELDS } from './layout.ts';
import { type BandRules, leastChange } from './band.ts';
import { type Prediction, shrinkage } from './predict.ts';
import { isSigned } from './sign.ts';

const F = FIELDS;

/** So many steps after its first alarm an incident is still measured by what the last minutes said. */
const RAMP_STEPS = 15;
/** … afterwards by what the last hours allow: limits are this much wider than the slow expectation's. */
const SLOW_WIDER = 3;
/**
 * What goes on after that is still the incident, though the level may have been there before: a shift of this size (log
 * units), or of this many times what the level usually strays.
 */
const LEAST_SHIFT = 0.3;
const SHIFT_SPREADS = 14;
/** An alarm that opened no incident within so many steps is forgotten. */
const ONSET_STEPS = 4;
/** What an incident's steps were is averaged over so many hours. */
const SETTLED_HOURS = 6;

/** Level corrections, and where their value at the onset is kept. */
const FROZEN = [
  [F.slow, F.heldSlow],
  [F.middle, F.heldMiddle],
  [F.fast, F.heldFast],
  [F.middleLoss, F.heldMiddleLoss],
  [F.fastLoss, F.heldFastLoss],
] as const;

/**
 * While an incident is open its steps are measured by a reference of their own: the season, at the level and with the
 * scales of just before its first alarm. What the series is otherwise followed by goes on meanwhile, and is taken over
 * when the new level turns out to be normal.
 *
 * `holdCount` > 0: steps since that first alarm, held. < 0: an alarm so many steps ago that may yet open an incident.
 */
export function markOnset(state: Float32Array, o: number, prediction: Prediction, alarm: boolean): void {
  const count = state[o + F.holdCount]!;
  if (count < 0) state[o + F.holdCount] = count > -ONSET_STEPS ? count - 1 : 0;
  if (!alarm || state[o + F.holdCount]! !== 0) return;
  const { season, expected, scales, drift, driftLimit } = prediction;
  state[o + F.holdCount] = -1;
  state[o + F.holdOffset] = expected - season;
  state[o + F.holdLow] = scales.low;
  state[o + F.holdHigh] = scales.high;
  // What drifted is measured by a bound already, which allows for what the level usually does.
  const drifted = Math.abs(drift) > driftLimit;
  state[o + F.holdSlowLow] = drifted ? 0 : scales.slowLow;
  state[o + F.holdSlowHigh] = drifted ? 0 : scales.slowHigh;
  for (const [now, kept] of FROZEN) state[o + kept] = state[o + now]!;
}

/** What an open incident adds to a prediction; reused between calls. */
export interface Hold {
  /** Usual deviations by which the incident goes on. */
  low: number;
  high: number;
  /** The limits reach at least from here to there: around the level that the series has come to. */
  reachLow: number;
  reachHigh: number;
}

export const createHold = (): Hold => ({ low: NaN, high: NaN, reachLow: NaN, reachHigh: NaN });

/**
 * Puts the frozen reference in place of what the last minutes say. The limits hold what the level of hours allows around
 * it, and what is usual around the level that the series has come to: what stays where it went is news for minutes. Its
 * incident goes on while the change that opened it is there.
 */
export function measureByHold(
  state: Float32Array,
  o: number,
  prediction: Prediction,
  rules: BandRules,
  hold: Hold,
): void {
  const count = Math.abs(state[o + F.holdCount]!) + 1;
  state[o + F.holdCount] = count;
  const { scales, free } = prediction;
  const least = leastChange(rules, free);
  hold.reachLow = free - Math.max(least, rules.limits.below * scales.low);
  hold.reachHigh = free + Math.max(least, rules.limits.above * scales.high);
  const ramp = Math.min(1, count / RAMP_STEPS);
  const reference = prediction.season + state[o + F.holdOffset]!;
  prediction.expected = isSigned(state, o) ? reference : Math.max(0, reference);
  const most = !isSigned(state, o) ? Math.max(LEAST_SHIFT, SHIFT_SPREADS * state[o + F.driftSpread]!) : Infinity;
  const mostLow = (prediction.expected * (1 - Math.exp(-most))) / rules.limits.below;
  const mostHigh = (prediction.expected * Math.expm1(most)) / rules.limits.above;
  scales.low = widened(state[o + F.holdLow]!, SLOW_WIDER * state[o + F.holdSlowLow]!, ramp);
  scales.high = widened(state[o + F.holdHigh]!, SLOW_WIDER * state[o + F.holdSlowHigh]!, ramp);
  hold.low = Math.min(scales.low, Math.max(state[o + F.holdLow]!, mostLow));
  hold.high = Math.min(scales.high, Math.max(state[o + F.holdHigh]!, mostHigh));
}

const widened = (scale: number, wider: number, ramp: number): number => scale + ramp * Math.max(0, wider - scale);

/** What a held step was and was expected to be, averaged over the last hours: the level that may be accepted. */
export function learnHold(state: Float32Array, o: number, value: number, expected: number, stepHours: number): void {
  const by = Math.max(stepHours / SETTLED_HOURS, 1 / state[o + F.holdCount]!);
  state[o + F.holdValue]! += by * (value - state[o + F.holdValue]!);
  state[o + F.holdExpected]! += by * (expected - state[o + F.holdExpected]!);
}

/**
 * The incident is over. Either the series is back where it was, and what it was followed to meanwhile is forgotten; or
 * it is nearer to that.
 *
 * @param distance value − season of the first step after it; NaN = the series is back
 */
export function endHold(state: Float32Array, o: number, distance: number): void {
  const back = Math.abs(distance - state[o + F.holdOffset]!);
  if (!(back >= Math.abs(distance - followed(state, o)))) {
    for (const [now, kept] of FROZEN) state[o + now] = state[o + kept]!;
  }
  forgetHold(state, o);
}

export function forgetHold(state: Float32Array, o: number): void {
  state[o + F.holdCount] = 0;
  state[o + F.holdValue] = 0;
  state[o + F.holdExpected] = 0;
}

/** The factor (or shift, for series that can be negative) between what held steps were and what was expected. */
export function heldMove(state: Float32Array, o: number): { factor: number; shift: number } {
  if (state[o + F.holdCount]! <= 0) return { factor: 1, shift: 0 };
  const value = state[o + F.holdValue]!;
  const expected = state[o + F.holdExpected]!;
  if (isSigned(state, o)) return { factor: 1, shift: value - expected };
  const shrink = shrinkage(state, o);
  return { factor: (Math.max(0, value) + shrink) / (Math.max(0, expected) + shrink), shift: 0 };
}
