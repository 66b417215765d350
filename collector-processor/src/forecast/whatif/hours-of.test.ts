import { expect, it } from '@jest/globals';
import { hoursOf } from './hours-of.ts';

const HALF_MS = 1_800_000;

it('tells the mean of whole hours, without what is missing', () => {
  const values = Float64Array.of(9, 1, 3, NaN, 5, NaN, NaN, 7);
  const hours = hoursOf({ values, stepMs: HALF_MS, startMs: HALF_MS });
  expect(hours).toEqual({ values: Float64Array.of(2, 5, NaN), stepMs: 2 * HALF_MS, startMs: 2 * HALF_MS });
});

it('leaves hours and longer steps as they are', () => {
  const days = { values: Float64Array.of(1, 2), stepMs: 48 * HALF_MS, startMs: 0 };
  expect(hoursOf(days)).toBe(days);
});
