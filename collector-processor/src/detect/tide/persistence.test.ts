import { describe, expect, it } from '@jest/globals';
import { allocateColumns, CAUSE } from '../types.ts';
import { F, RECORD } from './layout.ts';
import { followRun, learnRun, runWeight, scorePersistence } from './persistence.ts';

/** A record whose run has seen `residual` scales for many steps, and is usually below 0.8 + a little. */
function afterRun(residual: number): Float32Array {
  const state = new Float32Array(RECORD);
  state[F.runStart] = 0.8;
  state[F.runExcess] = 0.1;
  for (let i = 0; i < 100; i++) followRun(state, 0, residual, 0.1);
  return state;
}

/** Expected 100, typical ±20, limits ±50. */
function band() {
  const out = allocateColumns(1);
  out.expected[0] = 100;
  [out.typicalLower[0], out.typicalUpper[0], out.lower[0], out.upper[0]] = [80, 120, 50, 150];
  return out;
}

describe('runWeight', () => {
  it.each([
    [60_000, 0.1],
    [10_000, 1 / 60],
    [1_000, 1 / 60],
    [3_600_000, 1 / 6],
  ])('smooths about ten minutes at steps of %d ms: %d', (stepMs, weight) => {
    expect(runWeight(stepMs)).toBeCloseTo(weight, 12);
  });
});

describe('scorePersistence', () => {
  it('raises a deviation that persists within the limits, and moves the limit in to where the score is 1', () => {
    const out = band();
    scorePersistence(afterRun(3), 0, 0, 40, 10, 1e-4, out);
    expect(out.score[0]).toBeGreaterThan(1);
    expect(out.cause[0]).toBe(CAUSE.value);
    // Score 1 would lie within the typical range: the limit stops at its edge.
    expect(out.upper[0]).toBe(120);
    const farther = band();
    scorePersistence(afterRun(1.8), 0, 0, 45, 10, 1e-4, farther);
    expect(farther.upper[0]).toBeCloseTo(100 + 45 / farther.score[0]!, 9);
  });

  it.each([
    ['the run lies on the other side', -3, 40, 10],
    ['the value is back in the typical range', 3, 15, 10],
    ['the change is below the minimum', 3, 40, 60],
    ['such runs are usual', 0.9, 40, 10],
  ])('does not where %s', (_name, run, residual, least) => {
    const out = band();
    scorePersistence(afterRun(run), 0, 0, residual, least, 1e-4, out);
    expect(out.score[0]).toBeLessThanOrEqual(1);
    expect(out.upper[0]).toBe(150);
  });

  it('does not on a side without a limit', () => {
    const out = band();
    out.upper[0] = NaN;
    scorePersistence(afterRun(3), 0, 0, 40, 10, 1e-4, out);
    expect(out.score[0]).toBe(0);
  });
});

describe('learnRun', () => {
  it('learns what runs are usual', () => {
    const state = afterRun(0);
    for (let i = 0; i < 20_000; i++) {
      followRun(state, 0, i % 40 < 20 ? 2 : -2, 0.1);
      learnRun(state, 0);
    }
    expect(state[F.runStart]).toBeGreaterThan(1.2);
  });
});
