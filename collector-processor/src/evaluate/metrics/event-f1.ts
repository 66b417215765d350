import { byFallingValue } from './order.ts';
import type { Segment } from './segments.ts';

/** An event counts as found by what its first so many points score: one fewer than in the competition's rule. */
const FIRST_POINTS = 7;

/** Weight of a segment in EasyTSAD's `log` mode: floor(log₃(length + 3)), exact at the powers of three. */
export function logWeight(length: number): number {
  let weight = 0;
  for (let power = 3; power <= length + 3; power *= 3) weight++;
  return weight;
}

/**
 * EasyTSAD's event F1 with delay: a segment is found at the largest score of its first points and weighs
 * as `logWeight` says, every point outside is a negative of weight 1. Best over thresholds. A tie counts as a whole, so
 * that a constant score gains nothing.
 *
 * @returns null without segments
 */
export function eventF1(
  labels: ArrayLike<number>,
  scores: Float64Array,
  segments: readonly Segment[],
  firstPoints: number = FIRST_POINTS,
): number | null {
  if (segments.length === 0) return null;
  const negatives = scores.filter((_score, i) => labels[i] === 0);
  const values = new Float64Array(segments.length + negatives.length);
  const weights = new Float64Array(segments.length);
  segments.forEach(({ from, to }, s) => {
    values[s] = scores.subarray(from, Math.min(from + firstPoints, to)).reduce((a, b) => Math.max(a, b), -Infinity);
    weights[s] = logWeight(to - from);
  });
  values.set(negatives, segments.length);
  const total = weights.reduce((a, b) => a + b, 0);

  const order = byFallingValue(values);
  let [found, alarms, best] = [0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    const at = order[i]!;
    if (at < segments.length) found += weights[at]!;
    else alarms++;
    const tieGoesOn = i + 1 < order.length && values[order[i + 1]!] === values[at];
    if (tieGoesOn || found === 0) continue;
    const precision = found / (found + alarms);
    const recall = found / total;
    best = Math.max(best, (2 * precision * recall) / (precision + recall));
  }
  return best;
}
