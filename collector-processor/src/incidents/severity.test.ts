import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { severityOf } from './severity.ts';

const MINUTE = 60_000;

describe('severityOf', () => {
  it('ranks a single weak step low, an outage high at once and higher with time', () => {
    expect(severityOf(1.1, 0.1, MINUTE)).toBeLessThan(30);
    expect(severityOf(2.3, 1, MINUTE)).toBeGreaterThan(55);
    expect(severityOf(2.3, 1, 15 * MINUTE)).toBeGreaterThanOrEqual(85);
  });

  it('is a whole number from 0 to 100 that rises with score, loss and time', () => {
    const score = fc.double({ min: 1, max: 1e6, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const duration = fc.double({ min: 0, max: 1e9, noNaN: true });
    const worse = ([a, b, c]: number[], [d, e, f]: number[]) =>
      severityOf(Math.max(a!, d!), Math.max(b!, e!), Math.max(c!, f!));
    fc.assert(
      fc.property(fc.tuple(score, share, duration), fc.tuple(score, share, duration), (one, other) => {
        const high = worse(one, other);
        expect(severityOf(...one)).toBeLessThanOrEqual(high);
        expect(Number.isInteger(high) && high >= 0 && high <= 100).toBe(true);
      }),
    );
  });
});
