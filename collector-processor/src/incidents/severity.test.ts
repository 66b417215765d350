import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { severityOf } from './severity.ts';

const MINUTE = 60_000;

describe('severityOf', () => {
  it('ranks a single weak step low and an outage of a quarter of an hour high', () => {
    expect(severityOf(1.1, MINUTE)).toBeLessThan(30);
    expect(severityOf(10, 15 * MINUTE)).toBeGreaterThan(85);
  });

  it('is a whole number from 0 to 100 that rises with score and time', () => {
    const score = fc.double({ min: 1, max: 1e6, noNaN: true });
    const duration = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(score, score, duration, duration, (a, b, s, t) => {
        const low = severityOf(Math.min(a, b), Math.min(s, t));
        const high = severityOf(Math.max(a, b), Math.max(s, t));
        expect(low).toBeLessThanOrEqual(high);
        expect([low, high].every((severity) => Number.isInteger(severity) && severity >= 0 && severity <= 100)).toBe(
          true,
        );
      }),
    );
  });
});
