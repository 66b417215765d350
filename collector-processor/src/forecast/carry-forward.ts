import { type BandRules, neverNegative } from '../detect/tide/band.ts';
import { F } from '../detect/tide/layout.ts';
import { applyCorrection, type Prediction, shrinkage } from '../detect/tide/predict.ts';
import { isSigned } from '../detect/tide/sign.ts';
import { widerBy } from '../detect/tide/tail.ts';
import type { Expectation } from '../detect/types.ts';

/** Within so many hours a level that strays is expected back at its usual place. */
const FADE_HOURS = 6;
/** The noise of a forecast doubles its variance in a day. */
const WIDENING_HOURS = 24;

/**
 * The detector's own expectation at a later time: the season there, the present level correction fading to its usual
 * place, and a band that widens with what a level may do meanwhile.
 *
 * @param prediction of the record at the later hour of the week
 */
export function carryForward(
  state: Float32Array,
  o: number,
  prediction: Prediction,
  rules: BandRules,
  hoursAhead: number,
): Expectation {
  const { season, scales, driftLimit } = prediction;
  const signed = isSigned(state, o);
  const now = Math.min(driftLimit, Math.max(-driftLimit, state[o + F.correction]!));
  const correction = state[o + F.driftMean]! + now * Math.exp(-hoursAhead / FADE_HOURS);
  const expected = applyCorrection(season, correction, signed, shrinkage(state, o));
  const noise = widerBy(state, o, rules.tail) * Math.sqrt(1 + hoursAhead / WIDENING_HOURS);
  const strays = 2 * state[o + F.driftSpread]! * (1 - Math.exp(-hoursAhead / FADE_HOURS)) * Math.abs(expected);
  const lower = expected - rules.limits.below * noise * scales.slowLow - strays;
  const upper = expected + rules.limits.above * noise * scales.slowHigh + strays;
  return {
    expected,
    lower: neverNegative(state, o, rules) ? Math.max(0, lower) : lower,
    upper: rules.isShare && expected <= 1 ? Math.min(1, upper) : upper,
  };
}
