import { expect, it } from '@jest/globals';
import { classicalCases, greatestDifference, toMatrix } from '../../../test/support/classical-reference.ts';
import { learnNeighbourhood, localOutlierFactors } from './local-outlier-factor.ts';

/** scikit-learn's. */
const REACH_FLOOR = 1e-10;

it.each(classicalCases)('gives the factors that scikit-learn gives: %s', (_name, reference) => {
  const { neighbours, test } = reference.lof;
  const neighbourhood = learnNeighbourhood(toMatrix(reference.train), neighbours, REACH_FLOOR);
  expect(greatestDifference(localOutlierFactors(neighbourhood, toMatrix(reference.test)), test)).toBeLessThan(1e-9);
});

const line = (...values: number[]) => ({ rows: values.length, width: 1, data: Float64Array.from(values) });

it('is worked out by hand for five points on a line, two neighbours', () => {
  const neighbourhood = learnNeighbourhood(line(0, 1, 2, 3, 10), 2, 0);
  // Second neighbours lie at 2, 1, 1, 2 and 8.
  expect(Array.from(neighbourhood.reach)).toEqual([2, 1, 1, 2, 8]);
  // 10 reaches its neighbours 3 and 2 at 7 and 8.
  expect(neighbourhood.density[4]).toBeCloseTo(1 / 7.5, 12);
  // 5 reaches 3 at 2 and 2 at 3; 3 reaches 2 at 1 and 1 at 2, and 2 reaches 1 and 3 at 1 and 2.
  const [factor] = localOutlierFactors(neighbourhood, line(5));
  expect(factor).toBeCloseTo(((1 / 1.5 + 1 / 1.5) / 2) * 2.5, 12);
});

it('stays finite where rows are all alike, and calls the first other one sparse', () => {
  const neighbourhood = learnNeighbourhood(line(...new Array<number>(50).fill(3)), 20, 0.05);
  expect(Array.from(localOutlierFactors(neighbourhood, line(3, 4)))).toEqual([1, expect.closeTo(21, 9)]);
});

it('makes do with the neighbours there are', () => {
  expect(learnNeighbourhood(line(1, 2, 4), 20, 0.05).neighbours).toBe(2);
});
