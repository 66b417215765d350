import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeScores, scoreOfSurprise } from './strength.ts';

const ALPHA = 1e-4;
const score = fc.double({ min: 0, max: 1000, noNaN: true });

describe('merged scores', () => {
  it('are the harmonic mean of the p-values', () => {
    const [a, b] = [ALPHA ** 0.5, ALPHA ** 0.8];
    expect(mergeScores([0.5, 0.8], ALPHA)).toBeCloseTo(Math.log(2 / (1 / a + 1 / b)) / Math.log(ALPHA), 12);
  });

  it('lie between the mean of what agrees and the largest, in any order', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 4 }), (scores) => {
        const merged = mergeScores(scores, ALPHA);
        expect(merged).toBeLessThanOrEqual(Math.max(...scores) + 1e-9);
        expect(merged).toBeGreaterThanOrEqual(Math.max(...scores) + Math.log(scores.length) / Math.log(ALPHA) - 1e-9);
        expect(merged).toBeGreaterThanOrEqual(0);
        expect(mergeScores(scores.toReversed(), ALPHA)).toBeCloseTo(merged, 9);
      }),
    );
  });

  it('of one are that one, and grow with each', () => {
    expect(mergeScores([0.7], ALPHA)).toBe(0.7);
    expect(mergeScores([1, 1], ALPHA)).toBeCloseTo(1, 12);
    expect(mergeScores([1, 1.2], ALPHA)).toBeGreaterThan(mergeScores([1, 1.1], ALPHA));
  });

  it('1 is the alarm probability', () => {
    expect(scoreOfSurprise(-Math.log(ALPHA), ALPHA)).toBeCloseTo(1, 12);
    expect(scoreOfSurprise(Number.MAX_VALUE, ALPHA)).toBe(1000);
  });
});
