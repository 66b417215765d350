import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateGrowth, GROWTHS } from '../../bench/growth.ts';
import { createRandom, normal } from '../random.ts';
import { median } from './least-squares.ts';
import { timeToLimit } from './time-to-limit.ts';
import type { LimitOutlook } from './types.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.parse('2026-08-03T00:00:00Z');
const LEADS = [7 * DAY_MS, DAY_MS];

function outlookOf(values: Float64Array, value: number, direction: 'up' | 'down' = 'up', hardMax?: number) {
  const history = { values, stepMs: HOUR_MS, startMs: START_MS, timezone: 'Europe/Berlin' };
  return timeToLimit(history, { value, direction, leadsMs: LEADS }, hardMax);
}

function known(outlook: LimitOutlook) {
  if (outlook.status !== 'known') throw new Error(outlook.reason);
  return outlook;
}

/** A level with a day and a week in it. */
const rhythm = (hour: number) =>
  (1 + 0.3 * Math.sin(((hour % 24) * Math.PI) / 12)) * (Math.floor(hour / 24) % 7 < 5 ? 1 : 0.7);

const series = (hours: number, level: (hour: number) => number, noise = 0.01) => {
  const random = createRandom(3);
  return Float64Array.from({ length: hours }, (_, hour) => level(hour) * rhythm(hour) * (1 + noise * normal(random)));
};

describe('timeToLimit', () => {
  it('finds the hour of generated growth to within half a day, seven days ahead', () => {
    const errors = GROWTHS.flatMap((kind) =>
      [1, 2, 3, 4].map((seed) => {
        const { values, limit, crossing } = generateGrowth({ seed, kind, noise: 0.002 });
        const { crossesAtMs } = known(outlookOf(values.slice(0, crossing - 7 * 24), limit));
        return Math.abs(((crossesAtMs ?? Infinity) - START_MS) / HOUR_MS - crossing);
      }),
    );
    expect(median(errors)).toBeLessThanOrEqual(12);
  });

  it('tells the growth of a week, its shape, and on which days it peaks', () => {
    const linear = known(
      outlookOf(
        series(6 * 168, (hour) => 100 + (10 * hour) / 168),
        400,
      ),
    );
    expect(linear).toMatchObject({ peaksOn: 'weekday', growth: { shape: 'linear', saturatesAt: null } });
    expect(linear.growth.perWeek).toBeCloseTo(10 / 160, 2);
    const exponential = known(
      outlookOf(
        series(8 * 168, (hour) => 100 * 1.15 ** (hour / 168)),
        4000,
      ),
    );
    expect(exponential.growth.shape).toBe('exponential');
    expect(exponential.growth.perWeek).toBeCloseTo(0.15, 2);
  });

  it('follows a trend from its last change on', () => {
    const change = 5 * 168;
    const level = (hour: number) => 100 + (Math.max(0, hour - change) * 20) / 168;
    const { growth } = known(outlookOf(series(7 * 168, level), 300));
    expect(Math.abs(growth.sinceMs - START_MS - change * HOUR_MS)).toBeLessThanOrEqual(3 * DAY_MS);
    expect(growth.perWeek).toBeCloseTo(20 / 140, 1);
  });

  it('expects nothing of a trend that levels off below the limit', () => {
    const level = (hour: number) => 200 / (1 + 3 * Math.exp((-0.45 * hour) / 168));
    const outlook = known(outlookOf(series(7 * 168, level, 0.002), 400));
    expect(outlook).toMatchObject({ crossesAtMs: null, growth: { shape: 'saturating' } });
    expect(outlook.leads.map(({ probability }) => probability)).toEqual([0, 0]);
  });

  it.each([3, 17, 100])('goes on from where a volume is %i hours after it was emptied, at its old pace', (hours) => {
    const now = 12 * 24;
    const used = (hour: number) => 10 + 0.4 * (hour - (hour < now - hours ? 0 : now - hours));
    const random = createRandom(6);
    const values = Float64Array.from({ length: now }, (_, hour) => used(hour) + 0.2 * normal(random));
    const { crossesAtMs, earliestMs, latestMs } = known(outlookOf(values, 100));
    const full = START_MS + (now - hours + (100 - 10) / 0.4) * HOUR_MS;
    expect(Math.abs(crossesAtMs! - full)).toBeLessThanOrEqual(6 * HOUR_MS);
    expect(latestMs! - earliestMs!).toBeLessThanOrEqual(2 * DAY_MS);
  });

  it('counts on what empties by itself, and says how often', () => {
    const used = (hour: number) => 20 + 0.5 * (hour % 100);
    const values = Float64Array.from({ length: 530 }, (_, hour) => used(hour));
    expect(known(outlookOf(values, 80))).toMatchObject({ crossesAtMs: null, emptiedEveryMs: 100 * HOUR_MS });
    expect(known(outlookOf(values.subarray(0, 390), 80))).toMatchObject({ emptiedEveryMs: null });
  });

  it('sees a limit below', () => {
    const { crossesAtMs, leads } = known(
      outlookOf(
        series(4 * 168, (hour) => 300 - (30 * hour) / 168),
        100,
        'down',
      ),
    );
    expect(crossesAtMs).not.toBeNull();
    expect(leads[0]!.probability).toBeGreaterThanOrEqual(leads[1]!.probability);
  });

  it.each([
    ['a steady series is far from', series(4 * 168, () => 100), 1000],
    ['a falling series moves away from', series(4 * 168, (hour) => 300 - (30 * hour) / 168), 500],
  ])('%s its limit', (_what, values, limit) => {
    expect(known(outlookOf(values, limit))).toMatchObject({ crossesAtMs: null, earliestMs: null });
  });

  it('says so where there is too little', () => {
    expect(
      outlookOf(
        series(50, () => 1),
        2,
      ),
    ).toEqual({ status: 'unknown', code: 'few_days', reason: 'fewer than 4 days of history' });
    expect(outlookOf(new Float64Array(500).fill(NaN), 2).status).toBe('unknown');
  });

  it('never tells a NaN, whatever comes, and its bounds are in order', () => {
    const value = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, NaN, 1, 1e12));
    const values = fc.array(value, { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.double({ min: -10, max: 10, noNaN: true }), fc.boolean(), (pattern, limit, up) => {
        const hours = Float64Array.from({ length: 8 * 24 }, (_, i) => pattern[i % pattern.length]!);
        const outlook = outlookOf(hours, limit, up ? 'up' : 'down');
        if (outlook.status === 'unknown') return;
        const times = [outlook.earliestMs, outlook.crossesAtMs, outlook.latestMs].map((time) => time ?? Infinity);
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        for (const { probability } of outlook.leads) expect(probability >= 0 && probability <= 1).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
