import type { WatchSettings } from '../../measure/watch.ts';
import type { DetectorColumns } from '../types.ts';
import type { Hold } from './hold.ts';
import { F as FIELDS } from './layout.ts';
import { countLimit, countUnitOf, type LimitsInScales } from './limits.ts';
import type { Freedom } from './moment.ts';
import type { Prediction } from './predict.ts';
import { isSigned } from './sign.ts';
import type { TailRules } from './tail.ts';

const F = FIELDS;

/** What a watch asks of its bands. */
export interface BandRules extends Pick<WatchSettings, 'direction' | 'minChange' | 'nonNegative'> {
  readonly limits: LimitsInScales;
  readonly tail: TailRules;
  /** Whether values are shares: no limit is drawn above 1. */
  readonly isShare: boolean;
}

/** The limits lie at least so much further out than the typical range. */
const OUTSIDE_TYPICAL = 1.02;

/**
 * Where the limits lie by the numbers alone: below zero, too, and on a side that nobody asked about. Scores are measured
 * by these, so that a zero that is nothing unusual does not stand at its limit.
 */
export interface Band {
  lower: number;
  upper: number;
}

/** A deviation must exceed this to alarm. */
export const leastChange = ({ minChange }: BandRules, expected: number): number =>
  Math.max(minChange.absolute, minChange.relative * Math.abs(expected));

/** Whether a value below zero is out of the question. */
export const neverNegative = (state: Float32Array, o: number, rules: BandRules): boolean =>
  rules.nonNegative || !isSigned(state, o);

/**
 * Draws what lies above 1 at 1, as what lies below zero at zero: scores are measured to where it would lie. Not where the value or
 * what is expected is above 1 itself, which is no share then.
 */
export function capShare(row: number, out: DetectorColumns): void {
  if (out.value[row]! > 1 || out.expected[row]! > 1) return;
  if (out.upper[row]! > 1) out.upper[row] = 1;
  if (out.typicalUpper[row]! > 1) out.typicalUpper[row] = 1;
}

/**
 * Where the limits lie, by how large a usual deviation is on either side.
 *
 * @param scaleLow usual deviation below, scaleHigh above, in the value's unit
 * @param givenUnit value of one counted event in this step, 0 where values are no counts
 * @param wider how many times as far as for all the limits lie (tail.ts)
 */
export function placeLimits(
  state: Float32Array,
  o: number,
  { expected, jump }: Prediction,
  rules: BandRules,
  scaleLow: number,
  scaleHigh: number,
  givenUnit: number,
  wider: number,
  band: Band,
): void {
  const below = wider * rules.limits.below;
  const above = wider * rules.limits.above;
  const least = leastChange(rules, expected);
  const typicalLow = state[o + F.typicalLow]! * scaleLow;
  const typicalHigh = state[o + F.typicalHigh]! * scaleHigh;
  band.lower = expected - Math.max(below * scaleLow + jump, least, typicalLow * OUTSIDE_TYPICAL);
  band.upper = expected + Math.max(above * scaleHigh + jump, least, typicalHigh * OUTSIDE_TYPICAL);
  const unit = countUnitOf(state, o, givenUnit);
  if (unit > 0) {
    band.lower = Math.min(band.lower, countLimit(expected, unit, -1));
    band.upper = Math.max(band.upper, countLimit(expected, unit, 1));
  }
}

/**
 * Writes typical range and limits of a row: lower ≤ typical lower ≤ expected ≤ typical upper ≤ upper. A side that the
 * watch does not ask about has its limit at 0 or none (NaN).
 *
 * @param widen how much wider the band is while little is known
 * @param freedom how far values may lie on a day that is not like others; null: on no such day
 * @param givenUnit value of one counted event in this step, 0 where values are no counts
 * @param wider how many times as far as for all the limits lie (tail.ts)
 */
export function setBand(
  state: Float32Array,
  o: number,
  prediction: Prediction,
  rules: BandRules,
  widen: number,
  freedom: Freedom | null,
  hold: Hold | null,
  givenUnit: number,
  wider: number,
  row: number,
  out: DetectorColumns,
  band: Band,
): void {
  const { expected, scales } = prediction;
  const scaleLow = widen * scales.low;
  const scaleHigh = widen * scales.high;
  placeLimits(state, o, prediction, rules, scaleLow, scaleHigh, givenUnit, wider, band);
  let { lower, upper } = band;
  const typicalLow = state[o + F.typicalLow]! * scaleLow;
  const typicalHigh = state[o + F.typicalHigh]! * scaleHigh;
  if (freedom !== null) {
    lower = Math.min(lower, freedom.least * expected);
    upper = Math.max(upper, freedom.most * expected);
  }
  if (hold !== null) {
    lower = Math.min(lower, hold.reachLow);
    upper = Math.max(upper, hold.reachHigh);
  }
  band.lower = lower;
  band.upper = upper;
  const floored = neverNegative(state, o, rules);
  const unlimitedLower = floored ? 0 : NaN;
  out.lower[row] = rules.direction === 'up' ? unlimitedLower : floored ? Math.max(0, lower) : lower;
  out.upper[row] = rules.direction === 'down' ? NaN : upper;
  out.typicalLower[row] = floored ? Math.max(0, expected - typicalLow) : expected - typicalLow;
  out.typicalUpper[row] = expected + typicalHigh;
}
