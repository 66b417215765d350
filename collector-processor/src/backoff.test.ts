import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from a second to a minute', () => {
    expect([1, 2, 3, 7, 50].map((attempt) => backoffMs(attempt, 0.5))).toEqual([1000, 2000, 4000, 60_000, 60_000]);
  });

  it('spreads by a fifth either way', () => {
    expect([backoffMs(1, 0), backoffMs(1, 1)]).toEqual([800, 1200]);
  });

  it('is never shorter than what the receiver asks for', () => {
    expect(backoffMs(1, 0.5, 30_000)).toBe(30_000);
    expect(backoffMs(3, 0.5, 100)).toBe(4000);
  });
});
