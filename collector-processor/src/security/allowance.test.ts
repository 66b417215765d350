import { describe, expect, it } from '@jest/globals';
import { createAllowance } from './allowance.ts';

describe('createAllowance', () => {
  it('lets ten seconds’ worth through at once, then so much a second', () => {
    const allowance = createAllowance(10, 0);
    let spent = 0;
    while (allowance.waitSeconds(0) === 0) {
      allowance.spend(1, 0);
      spent++;
    }
    expect(spent).toBe(100);
    expect(allowance.waitSeconds(0)).toBeCloseTo(0.1);
    expect(allowance.waitSeconds(101)).toBe(0);
  });

  it('lets debts be waited out', () => {
    const allowance = createAllowance(10, 0);
    allowance.spend(1100, 0);
    expect(allowance.waitSeconds(0)).toBeCloseTo(100.1);
    expect(allowance.waitSeconds(60_000)).toBeCloseTo(40.1);
    expect(allowance.waitSeconds(100_101)).toBe(0);
  });

  it('saves no more than the burst, however long the silence', () => {
    const allowance = createAllowance(10, 0);
    expect(allowance.waitSeconds(1e9)).toBe(0);
    allowance.spend(100, 1e9);
    expect(allowance.waitSeconds(1e9)).toBeGreaterThan(0);
  });
});
