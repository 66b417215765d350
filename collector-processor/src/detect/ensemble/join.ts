import type { WatchSettings } from '../../measure/watch.ts';
import { CAUSE, type DetectorColumns } from '../types.ts';

export type JoinRules = Pick<WatchSettings, 'direction' | 'minChange'>;

/**
 * Puts the joint score of a row in place of tide's. What holds for tide's columns holds for these: 0 at the expected
 * value, > 1 exactly when the value is outside the limits. So where the joint verdict differs from tide's, the limit on
 * the value's side moves to where score 1 lies (or to the value itself): nearer for an alarm that only the models see,
 * out to the value for one that they do not share. Expected value and the other side stay tide's.
 *
 * Tide alone decides on silence (absent, zero for too long), while it is learning, and at the expected value itself.
 */
export function joinScore(columns: DetectorColumns, row: number, joint: number, { direction, minChange }: JoinRules) {
  const value = columns.value[row]!;
  const expected = columns.expected[row]!;
  const distance = Math.abs(value - expected);
  const silence = columns.cause[row] === CAUSE.absent || columns.cause[row] === CAUSE.zero;
  if (silence || columns.learning[row] === 1 || !(distance > 0)) return;

  const side = value < expected ? -1 : 1;
  const unasked = direction === (side < 0 ? 'up' : 'down');
  const small = distance <= Math.max(minChange.absolute, minChange.relative * Math.abs(expected));
  const score = unasked || small ? Math.min(1, joint) : joint;
  const limits = side < 0 ? columns.lower : columns.upper;
  const typical = side < 0 ? columns.typicalLower : columns.typicalUpper;
  const outside = score > 1;
  if (outside !== columns.score[row]! > 1) {
    limits[row] = outside ? expected + (value - expected) / score : value;
    if ((limits[row]! - typical[row]!) * side < 0) typical[row] = limits[row]!;
    columns.cause[row] = outside ? CAUSE.value : CAUSE.none;
  }
  columns.score[row] = score;
}
