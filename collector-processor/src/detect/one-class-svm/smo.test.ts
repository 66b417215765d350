import { describe, expect, it } from '@jest/globals';
import { classicalCases, greatestDifference, toMatrix } from '../../../test/support/classical-reference.ts';
import type { Matrix } from '../learned/matrix.ts';
import { beyondBorder, scaleGamma } from './decision.ts';
import { type SupportVectors, trainOneClass } from './smo.ts';

describe.each(classicalCases)('beside scikit-learn: %s', (_name, reference) => {
  const { nu, gamma, gammaUsed, supportVectors, offset, test } = reference.oneClassSvm;
  const train = toMatrix(reference.train);

  it('takes the same gamma', () => {
    expect(gamma === 'scale' ? scaleGamma(train) : gamma).toBeCloseTo(gammaUsed, 12);
  });

  it('gives the same decision values', () => {
    const support = trainOneClass(train, gammaUsed, nu, 1e-8);
    expect(support.vectors.rows).toBe(supportVectors);
    expect(support.offset).toBeCloseTo(offset, 5);
    expect(greatestDifference(decisionValues(support, toMatrix(reference.test)), test)).toBeLessThan(1e-5);
  });

  it('keeps the bounds and the sum of the coefficients, and nu its promise', () => {
    const support = trainOneClass(train, gammaUsed, nu, 1e-6);
    const { coefficients } = support;
    expect(Math.min(...coefficients)).toBeGreaterThan(0);
    expect(Math.max(...coefficients)).toBeLessThanOrEqual(1);
    expect(coefficients.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(nu * train.rows, 9);

    const outside = decisionValues(support, train).filter((value) => value < -1e-5).length;
    expect(outside).toBeLessThanOrEqual(nu * train.rows);
    expect(coefficients.length).toBeGreaterThanOrEqual(nu * train.rows);
  });
});

it('gives rows that are all alike one decision value, and less to what is elsewhere', () => {
  const rows = { rows: 50, width: 1, data: new Float64Array(50).fill(2) };
  const support = trainOneClass(rows, scaleGamma(rows), 0.1, 1e-3);
  const [alike, elsewhere] = decisionValues(support, { rows: 2, width: 1, data: Float64Array.of(2, 9) });
  expect(alike).toBeCloseTo(0, 9);
  expect(elsewhere).toBeLessThan(-1);
});

it('ranks what is far away by its distance, where decision values are all the same', () => {
  const reference = classicalCases[0]![1];
  const support = trainOneClass(toMatrix(reference.train), 1, 0.1, 1e-3);
  const far = toMatrix([
    [50, 50],
    [500, 500],
    [1e6, 1e6],
  ]);
  expect(Array.from(decisionValues(support, far))).toEqual(new Array(3).fill(-support.offset));
  const [near, further, furthest] = beyondBorder(support, far);
  expect(near).toBeLessThan(further!);
  expect(further).toBeLessThan(furthest!);
});

/** The SVM's own, from what the model scores by. */
function decisionValues(support: SupportVectors, rows: Matrix): Float64Array {
  return beyondBorder(support, rows).map((beyond) => support.offset * (Math.exp(-beyond) - 1));
}
