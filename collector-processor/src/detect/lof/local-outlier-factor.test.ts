import { describe, expect, it } from '@jest/globals';
import { classicalCases, greatestDifference, toMatrix } from '../../../test/support/classical-reference.ts';
import { fitLocalOutlierFactor, localOutlierFactors } from './local-outlier-factor.ts';

/** scikit-learn's. */
const REACH_FLOOR = 1e-10;

describe.each(classicalCases)('beside scikit-learn: %s', (_name, reference) => {
  const { neighbours, train, test } = reference.lof;
  const { neighbourhood, factors } = fitLocalOutlierFactor(toMatrix(reference.train), neighbours, REACH_FLOOR);

  it('gives the training rows the same factors', () => {
    expect(greatestDifference(factors, train)).toBeLessThan(1e-9);
  });

  it('gives new rows the same factors', () => {
    expect(greatestDifference(localOutlierFactors(neighbourhood, toMatrix(reference.test)), test)).toBeLessThan(1e-9);
  });
});

const line = (...values: number[]) => ({ rows: values.length, width: 1, data: Float64Array.from(values) });

it('is worked out by hand for five points on a line, two neighbours', () => {
  const { neighbourhood, factors } = fitLocalOutlierFactor(line(0, 1, 2, 3, 10), 2, 0);
  // Second neighbours lie at 2, 1, 1, 2 and 8; reachability of 10 from 3 is 7, from 2 it is 8.
  expect(Array.from(neighbourhood.reach)).toEqual([2, 1, 1, 2, 8]);
  expect(neighbourhood.density[4]).toBeCloseTo(1 / 7.5, 12);
  // Of 3: its neighbours 2 and 1, reached at 1 and 2. Of 2: 1 and 3, reached at 1 and 2.
  expect(factors[4]).toBeCloseTo(((1 / 1.5 + 1 / 1.5) / 2) * 7.5, 12);
});

it('stays finite where rows are all alike, and calls the first other one sparse', () => {
  const { neighbourhood, factors } = fitLocalOutlierFactor(line(...new Array<number>(50).fill(3)), 20, 0.05);
  expect(Array.from(new Set(factors))).toEqual([1]);
  expect(Array.from(localOutlierFactors(neighbourhood, line(3, 4)))).toEqual([1, expect.closeTo(21, 9)]);
});

it('makes do with the neighbours there are', () => {
  expect(fitLocalOutlierFactor(line(1, 2, 4), 20, 0.05).neighbourhood.neighbours).toBe(2);
});
