import { expect, it } from '@jest/globals';
import { gaussianIntervals, sampledIntervals } from './model-intervals.ts';

it('places normal bounds at the quantiles of the level', () => {
  const [interval] = gaussianIntervals(Float64Array.of(10, 20), Float64Array.of(1, 2), [0.95]);
  expect(interval!.lower[0]).toBeCloseTo(10 - 1.959964, 5);
  expect(interval!.upper[1]).toBeCloseTo(20 + 2 * 1.959964, 5);
});

it('takes sampled bounds between the order statistics', () => {
  const [interval] = sampledIntervals([Float64Array.of(0, 1, 2, 3, 4)], [0.5]);
  expect(interval).toEqual({ level: 0.5, lower: Float64Array.of(1), upper: Float64Array.of(3) });
});
