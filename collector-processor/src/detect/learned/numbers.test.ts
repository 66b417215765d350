import { describe, expect, it } from '@jest/globals';
import { calibrate, calibrated } from './calibration.ts';
import { quantileOf, sortedFinite } from './quantile.ts';
import { createRandom } from '../../random.ts';
import { sampleIndices } from './sample-indices.ts';
import { compressed, learnScale } from './robust-scale.ts';
import { carryForward, rollingBefore } from './rolling.ts';

describe('quantileOf', () => {
  it.each([
    [0, 1],
    [0.5, 2.5],
    [0.9, 3.7],
    [1, 4],
  ])('%d', (probability, expected) => {
    expect(quantileOf(sortedFinite([3, NaN, 1, 4, Infinity, 2]), probability)).toBeCloseTo(expected, 12);
  });

  it('is NaN of nothing', () => {
    expect(quantileOf(sortedFinite([NaN]), 0.5)).toBeNaN();
  });
});

describe('learnScale', () => {
  it.each([
    ['median and interquartile range', [1, 2, 3, 4, 1e9], { centre: 3, spread: 2 / 1.349 }],
    ['mean deviation where most are equal', [5, 5, 5, 5, 5, 5, 5, 13], { centre: 5, spread: 1 }],
    ['1 for a constant', [5, 5], { centre: 5, spread: 1 }],
    ['1 for nothing', [NaN], { centre: 0, spread: 1 }],
  ])('%s', (_what, values, expected) => {
    expect(learnScale(values)).toEqual(expected);
  });
});

it('compresses what is far away, in order and finite', () => {
  const far = [-Infinity, -1e9, -4, -3, 0.5, 3, 3.1, 1e300, Infinity].map(compressed);
  expect(far).toEqual([...far].sort((a, b) => a - b));
  expect(far.slice(3, 6)).toEqual([-3, 0.5, 3]);
  expect(far.at(-1)).toBeLessThan(720);
  expect(compressed(NaN)).toBeNaN();
});

describe('carryForward', () => {
  it('bridges gaps up to the limit', () => {
    const filled = carryForward(Float64Array.of(NaN, 1, NaN, NaN, NaN, 2, Infinity), 2);
    expect(Array.from(filled)).toEqual([NaN, 1, 1, 1, NaN, 2, 2]);
  });
});

describe('rollingBefore', () => {
  const rolling = rollingBefore(Float64Array.of(1, 3, 8, NaN, 5, 5, 9), 2);

  it.each([
    ['mean', [NaN, NaN, 2, 5.5, NaN, NaN, 5]],
    ['std', [NaN, NaN, 1, 2.5, NaN, NaN, 0]],
    ['min', [NaN, NaN, 1, 3, NaN, NaN, 5]],
    ['max', [NaN, NaN, 3, 8, NaN, NaN, 5]],
  ] as const)('%s of the steps before, NaN where one is', (statistic, expected) => {
    expect(Array.from(rolling[statistic])).toEqual(expected);
  });
});

describe('calibrate', () => {
  const calibration = calibrate(
    Float64Array.from({ length: 101 }, (_, i) => 10 + i),
    0.9,
  );

  it.each([
    [10, 0],
    [5, 0],
    [55, 0.5],
    [100, 1],
    [190, 2],
    [Infinity, Number.MAX_VALUE],
    [NaN, NaN],
  ])('makes %d %d', (score, expected) => {
    expect(calibrated(score, calibration)).toBe(expected);
  });

  it('puts everything above scores that were all alike beyond the threshold', () => {
    const alike = calibrate(Float64Array.of(3, 3, 3), 0.9);
    expect([2, 3, 3.1].map((score) => calibrated(score, alike))).toEqual([0, 0, 2]);
  });
});

describe('sampleIndices', () => {
  it('draws different indices in ascending order, evenly', () => {
    const random = createRandom(9);
    const drawn = new Float64Array(20);
    for (let i = 0; i < 2000; i++) {
      const sample = Array.from(sampleIndices(20, 5, random));
      expect(new Set(sample).size).toBe(5);
      expect(sample).toEqual([...sample].sort((a, b) => a - b));
      for (const index of sample) drawn[index]!++;
    }
    // 500 expected, standard deviation 19.
    for (const count of drawn) expect(Math.abs(count - 500)).toBeLessThan(5 * 19);
  });

  it('takes all when there are no more', () => {
    expect(Array.from(sampleIndices(3, 10, createRandom(1)))).toEqual([0, 1, 2]);
  });
});
