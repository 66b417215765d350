import { describe, expect, it } from '@jest/globals';
import { nelderMead } from './nelder-mead.ts';

describe('nelderMead', () => {
  it.each([
    [
      'a bowl of six dimensions',
      (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * (v - i) ** 2, 0),
      6,
      [0, 1, 2, 3, 4, 5],
    ],
    ["Rosenbrock's valley", (x: Float64Array) => 100 * (x[1]! - x[0]! ** 2) ** 2 + (1 - x[0]!) ** 2, 2, [1, 1]],
  ])('finds the bottom of %s', (_what, objective, size, bottom) => {
    const { point } = nelderMead(objective, new Float64Array(size), { maxEvaluations: 4000, tolerance: 1e-14 });
    bottom.forEach((at, i) => expect(point[i]).toBeCloseTo(at, 3));
  });

  it('stays where the objective is finite', () => {
    const { point, value } = nelderMead((x) => (x[0]! > 2 ? (x[0]! - 1) ** 2 : NaN), Float64Array.of(5));
    expect(value).toBeLessThan(1.01);
    expect(point[0]).toBeGreaterThan(2);
  });

  it('keeps to its evaluations, of a shrinking step at the most', () => {
    let calls = 0;
    const { evaluations } = nelderMead(() => Math.sin(++calls * 7.3), new Float64Array(3), { maxEvaluations: 50 });
    expect(evaluations).toBe(calls);
    expect(calls).toBeLessThanOrEqual(50 + 5);
  });

  it('answers at once where nothing is free', () => {
    expect(nelderMead(() => 7, new Float64Array(0))).toEqual({ point: new Float64Array(0), value: 7, evaluations: 1 });
  });
});
