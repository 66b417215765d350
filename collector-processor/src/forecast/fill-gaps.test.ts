import { expect, it } from '@jest/globals';
import { fillGaps } from './fill-gaps.ts';

const gaps = (...values: (number | null)[]): Float64Array => Float64Array.from(values, (value) => value ?? NaN);

it.each([
  ['nothing missing', gaps(1, 2, 3), 1, [1, 2, 3], 0],
  ['the line between its neighbours, where there is no season', gaps(1, null, null, 4), 1, [1, 2, 3, 4], 2],
  ['the nearest value at the ends', gaps(null, 5, null), 1, [5, 5, 5], 2],
  ['the same time of other seasons', gaps(1, 9, 1, null, 1, 7), 2, [1, 9, 1, 8, 1, 7], 1],
  ['a median of an odd number of them', gaps(1, 2, 1, 40, 1, null, 1, 3), 2, [1, 2, 1, 40, 1, 3, 1, 3], 1],
  ['the line where no season tells', gaps(1, null, 3, null), 2, [1, 2, 3, 3], 2],
])('fills %s', (_what, values, season, filled, missing) => {
  expect(fillGaps(values, season)).toEqual({ filled: Float64Array.from(filled), missing });
});
