import { expect, it } from '@jest/globals';
import { smooth, SMOOTHING_STEPS } from './smooth.ts';

it('weighs each earlier error by a constant factor less, and those that are not known not at all', () => {
  const smoothed = smooth(Float64Array.of(4, NaN, 0, 2), 0.5);
  expect(smoothed[0]).toBe(4);
  expect(smoothed[1]).toBeNaN();
  expect(smoothed[2]).toBeCloseTo(1 / 1.25, 12);
  expect(smoothed[3]).toBeCloseTo((2 + 0.125 * 4) / 1.625, 12);
});

it('forgets what is further back than it says', () => {
  const errors = new Float64Array(SMOOTHING_STEPS + 1).fill(1);
  errors[0] = 1e6;
  const smoothed = smooth(errors, 0.3);
  expect(smoothed[SMOOTHING_STEPS - 1]).toBeGreaterThan(1000);
  expect(smoothed[SMOOTHING_STEPS]).toBeCloseTo(1, 12);
});

it('leaves errors as they are at weight 1', () => {
  expect(Array.from(smooth(Float64Array.of(3, 1, 2), 1))).toEqual([3, 1, 2]);
});
