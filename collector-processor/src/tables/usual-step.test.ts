import { describe, expect, it } from '@jest/globals';
import { usualStep } from './usual-step.ts';

describe('usualStep', () => {
  it.each([
    [[0, 60_000, 120_000, 600_000], 60_000],
    [[0, 301_000, 602_000], 300_000],
    [[0, 240_000, 740_000, 980_000], 240_000],
    [[0], 60_000],
  ])('of %j is %d', (timeMs, stepMs) => {
    expect(usualStep(Float64Array.from(timeMs))).toBe(stepMs);
  });
});
