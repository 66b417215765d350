import { describe, expect, it } from '@jest/globals';
import { conformalWidth } from './empirical-interval.ts';
import { naive } from './naive/naive.ts';
import { normalQuantile } from './normal-quantile.ts';
import { seasonalNaive } from './seasonal-naive/seasonal-naive.ts';
import { seasonsOf } from './season.ts';
import type { History } from './types.ts';

const HOUR = 3_600_000;
const history = (values: readonly number[], rest: Partial<History> = {}): History => ({
  values: Float64Array.from(values),
  stepMs: 6 * HOUR,
  startMs: 0,
  timezone: 'UTC',
  nonNegative: true,
  ...rest,
});

describe('seasonal naive', () => {
  it('repeats the last season, and is as wide as such forecasts were wrong', () => {
    const fitted = seasonalNaive.fit(history([1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6]));
    const { expected, intervals } = fitted.predict(6, [0.5]);
    expect({ model: fitted.model, fallback: fitted.fallback }).toEqual({ model: 'seasonal-naive', fallback: null });
    expect([...expected]).toEqual([3, 4, 5, 6, 3, 4]);
    // All eight errors are 1; the second season ahead is known from one season only, so √2 of them.
    expect([...intervals[0]!.upper].slice(0, 4)).toEqual([4, 5, 6, 7]);
    expect(intervals[0]!.upper[4]).toBeCloseTo(3 + Math.SQRT2);
  });

  it('fills a gap in the last season from the one before, and leaves out what it is told to', () => {
    const values = [1, 2, 3, 4, 5, NaN, 700, 8];
    const leaveOut = Uint8Array.from(values, (value) => (value === 700 ? 1 : 0));
    expect([...seasonalNaive.fit(history(values, { leaveOut })).predict(4, []).expected]).toEqual([5, 2, 3, 8]);
  });

  it('says that it fell back on the last level where there are no two seasons', () => {
    const fitted = seasonalNaive.fit(history([5, 6, 900]));
    expect([fitted.model, fitted.fallback]).toEqual(['naive', 'history shorter than two seasons']);
    expect([...fitted.predict(2, [0.9]).expected]).toEqual([6, 6]);
  });
});

describe('naive', () => {
  it('widens with the root of time and keeps to what the values cannot leave', () => {
    const values = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12];
    const { intervals } = naive.fit(history(values, { hardRange: { max: 15 } })).predict(400, [0.8]);
    expect([0, 3, 8, 399].map((h) => intervals[0]!.upper[h])).toEqual([14, 15, 15, 15]);
    expect([0, 3, 8, 399].map((h) => intervals[0]!.lower[h])).toEqual([10, 8, 6, 0]);
  });

  it.each([
    [history([]), 'none of its 0 values'],
    [history([NaN, Infinity, 1e300]), 'none of its 3 values'],
    [history([1, 2], { stepMs: 0 }), 'its step is 0 ms'],
    [history([1, 2], { leaveOut: new Uint8Array(1) }), 'leaveOut has 1 entries for 2 values'],
  ])('refuses a history that is none', (bad, sentence) => {
    expect(() => naive.fit(bad)).toThrow(sentence);
  });

  it.each([
    [0, [0.9], 'the horizon is 0 steps'],
    [1.5, [0.9], 'the horizon is 1.5 steps'],
    [1e9, [0.9], 'allowed: 1 to 100000'],
    [5, [1], 'a level is 1'],
    [5, [NaN], 'a level is NaN'],
  ])('refuses horizon %p at levels %p', (horizon, levels, sentence) => {
    expect(() => naive.fit(history([1, 2])).predict(horizon, levels)).toThrow(sentence);
  });
});

describe('the parts', () => {
  it('know the seasons of a step', () => {
    expect([60_000, HOUR, 24 * HOUR, 168 * HOUR, 7 * 60_000].map(seasonsOf)).toEqual([
      { short: 1440, week: 10080 },
      { short: 24, week: 168 },
      { short: 7, week: null },
      { short: 1, week: null },
      { short: 1440, week: null },
    ]);
  });

  it('know normal quantiles as scipy.stats.norm.ppf does', () => {
    const at = [0.5, 0.9, 0.975, 0.995, 0.001, 1e-9];
    const reference = [
      0, 1.2815515655446004, 1.959963984540054, 2.5758293035489004, -3.090232306167813, -5.9978070150076865,
    ];
    at.forEach((p, i) => expect(normalQuantile(p)).toBeCloseTo(reference[i]!, 7));
  });

  it('take the error that covers the level, and stretch beyond what is known', () => {
    const errors = Float64Array.from({ length: 19 }, (_, i) => i + 1);
    expect(conformalWidth(errors, 0.8)).toBe(16);
    expect(conformalWidth(errors, 0.95)).toBe(19);
    expect(conformalWidth(errors, 0.99)).toBeCloseTo((19 * 2.5758293) / 1.959964, 5);
    expect(conformalWidth(new Float64Array(0), 0.9)).toBe(0);
  });
});
