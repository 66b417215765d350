import { expect, it } from '@jest/globals';
import { createRandom, normal } from '../random.ts';
import { regressWithJumps } from './jump-regression.ts';
import { regressRobustly } from './regression.ts';

const DAYS = 40;
const JUMPS = [10, 20.5, 30];
const LINE = [new Float64Array(DAYS).fill(1), Float64Array.from({ length: DAYS }, (_, day) => day + 0.5 - DAYS)];

/** Levels that rise by one a day; of each jump `left` was not taken out. */
function levels(left: number, noise: number): Float64Array {
  const random = createRandom(5);
  return Float64Array.from({ length: DAYS }, (_, day) => {
    const before = JUMPS.reduce((sum, jump) => sum + Math.max(0, Math.min(1, jump - day)), 0);
    return 100 + day + left * before + noise * normal(random);
  });
}

it('finds the slope where jumps were measured badly', () => {
  const y = levels(3, 0.1);
  expect(regressWithJumps(LINE, y, JUMPS).regression.coefficients[1]).toBeCloseTo(1, 1);
  expect(Math.abs(regressRobustly(LINE, y).coefficients[1]! - 1)).toBeGreaterThan(0.2);
});

it('is less sure of a slope for each jump, and as sure where none lies within', () => {
  const y = levels(0, 1);
  const variances = [[], [-3, DAYS + 2], [20], JUMPS].map(
    (jumps) => regressWithJumps(LINE, y, jumps).regression.inverse,
  );
  const ofSlope = variances.map((inverse) => inverse[Math.sqrt(inverse.length) + 1]!);
  expect(ofSlope[1]).toBe(ofSlope[0]);
  expect(ofSlope[2]).toBeGreaterThan(1.5 * ofSlope[1]!);
  expect(ofSlope[3]).toBeGreaterThan(1.5 * ofSlope[2]!);
});
