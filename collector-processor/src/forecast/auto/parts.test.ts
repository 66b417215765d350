import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanSeries } from './clean.ts';
import { seasonalLags } from './lags.ts';
import { regressOnPast } from './robust-ridge.ts';
import { runningMedian } from './running-median.ts';
import { solveSymmetric } from './solve-symmetric.ts';
import { transformOf } from './transform.ts';

describe('the running median', () => {
  it('is the median of each window, mirrored at the ends', () => {
    expect([...runningMedian(Float64Array.of(1, 9, 2, NaN, 7), 3)]).toEqual([9, 2, 5.5, 4.5, 7]);
  });

  it('agrees with sorting every window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(NaN)), {
          minLength: 6,
          maxLength: 60,
        }),
        (values) => {
          const medians = runningMedian(Float64Array.from(values), 5);
          for (let i = 2; i < values.length - 2; i++) {
            const window = values
              .slice(i - 2, i + 3)
              .filter((v) => v === v)
              .sort((a, b) => a - b);
            if (window.length === 0) continue;
            const middle = (window[(window.length - 1) >> 1]! + window[window.length >> 1]!) / 2;
            expect(medians[i]).toBeCloseTo(middle, 12);
          }
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('robust ridge regression', () => {
  it('solves symmetric systems', () => {
    expect([...solveSymmetric(Float64Array.of(4, 0, 2, 3), Float64Array.of(8, 8))]).toEqual(
      [1, 2].map((v) => expect.closeTo(v, 12)),
    );
  });

  it('finds an autoregression through outliers, and gives unobserved steps no weight', () => {
    // u_t = 0.5 u_{t-1} − 0.3 u_{t-2} + 1, driven hard at first; one target in ten is nonsense and said so.
    const u = Float64Array.from({ length: 300 });
    const observed = new Uint8Array(300).fill(1);
    for (let t = 0; t < 300; t++) u[t] = t < 2 ? 3 : 0.5 * u[t - 1]! - 0.3 * u[t - 2]! + 1 + Math.sin(t * t);
    const { coefficients, constant } = regressOnPast(u, observed, [1, 2], 1e-9);
    expect([...coefficients, constant]).toEqual([0.5, -0.3, 1].map((v) => expect.closeTo(v, 0)));
    u[150] = 1e6;
    observed[150] = observed[151] = observed[152] = 0;
    const again = regressOnPast(u, observed, [1, 2], 1e-9);
    expect([...again.coefficients]).toEqual([...coefficients].map((v) => expect.closeTo(v, 1)));
  });

  it('takes as many seasons of lags as a history bears', () => {
    expect(seasonalLags(24, 960).at(-1)).toBe(169);
    expect(seasonalLags(24, 960)).toHaveLength(24);
    expect(seasonalLags(24, 240)).toEqual([1, 2, 3, 23, 24, 25, 47, 48, 49, 71, 72, 73]);
    expect(seasonalLags(24, 40)).toEqual([]);
  });
});

describe('cleaning', () => {
  it('replaces gaps, spikes and outages by what the season says, and nothing else', () => {
    const season = (t: number): number => 5 + Math.sin((2 * Math.PI * t) / 24);
    const z = Float64Array.from({ length: 480 }, (_, t) => season(t) + 0.02 * Math.sin(t * t));
    z[100] = NaN;
    z[200]! += 3;
    z.fill(0, 300, 306);
    const { z: cleaned, observed } = cleanSeries(z, { short: 24, week: 168 }, true);
    expect([...observed.keys()].filter((t) => observed[t] === 0)).toEqual([100, 200, 300, 301, 302, 303, 304, 305]);
    cleaned.forEach((value, t) => expect(Math.abs(value - season(t))).toBeLessThan(0.1));
  });
});

describe('a transform', () => {
  it.each([
    ['counts', [0, 3, 500]],
    ['small ratios', [0, 0.001, 0.4]],
    ['what may be negative', [-40, 3, 1e6]],
    ['zeros', [0, 0]],
  ])('goes both ways: %s', (_, values) => {
    const { forward, inverse } = transformOf(Float64Array.from(values));
    for (const value of values) expect(inverse(forward(value))).toBeCloseTo(value, 6);
    expect(Number.isFinite(inverse(1e9))).toBe(true);
  });
});
