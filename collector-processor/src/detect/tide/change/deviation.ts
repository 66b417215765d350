import { C as FIELDS } from './layout.ts';
import { learnSpread, TINY } from './spread.ts';

const C = FIELDS;

/** Values before a deviation can be told. */
const LEARNING_VALUES = 200;
/** Until so many values the level follows freely. */
const FREE_VALUES = 20;
/** Afterwards a value counts for at most so many spreads. */
const CLIP = 3;
/** Until so many values both sides share their spread. */
const SHARED_VALUES = 40;

/**
 * How many spreads of its side a value lies above (+) or below (−) the mean of the last month; 0 while learning. Then
 * learns from it.
 *
 * @param rate weight of a new value
 */
export function deviation(state: Float32Array, o: number, value: number, rate: number): number {
  const count = state[o + C.count]!;
  if (count === 1) state[o + C.level] = value;
  const distance = value - state[o + C.level]!;
  const size = Math.abs(distance);
  const side = o + (distance < 0 ? C.spreadBelow : C.spreadAbove);
  const score = count > LEARNING_VALUES ? distance / (state[side]! + TINY) : 0;

  const most = count < FREE_VALUES ? Infinity : CLIP * state[side]! + TINY;
  state[o + C.level]! += rate * Math.sign(distance) * Math.min(size, most);
  if (count < SHARED_VALUES) {
    learnSpread(state, o + C.spreadBelow, size, rate, count);
    learnSpread(state, o + C.spreadAbove, size, rate, count);
  } else learnSpread(state, side, size, rate, count);
  return score;
}
