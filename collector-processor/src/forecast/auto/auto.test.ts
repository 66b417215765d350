import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, normal } from '../../random.ts';
import type { Forecast, History } from '../types.ts';
import { auto } from './auto.ts';

const HOUR = 3_600_000;
const LEVELS = [0.95, 0.5, 0.8];
const hourly = (values: ArrayLike<number>, rest: Partial<History> = {}): History => ({
  values: Float64Array.from(values),
  stepMs: HOUR,
  startMs: Date.parse('2026-03-02T00:00:00Z'),
  timezone: 'UTC',
  nonNegative: true,
  ...rest,
});

/** A shop's day and week: busy at noon, quiet at night and on Sundays. */
function usual(t: number): number {
  const day = 300 * (1.2 - Math.cos((2 * Math.PI * t) / 24));
  return t % 168 >= 144 ? 0.5 * day : day;
}
const random = createRandom(7);
const shop = Float64Array.from({ length: 840 }, (_, t) => Math.round(usual(t) * Math.exp(0.05 * normal(random))));

/** Mean of |forecast / usual − 1| over some steps ahead. */
function distance(forecast: Forecast, from = 0, to = forecast.expected.length, factor = 1): number {
  const off = forecast.expected.subarray(from, to).map((value, h) => {
    return Math.abs(value / (factor * usual(840 + from + h)) - 1);
  });
  return off.reduce((sum, each) => sum + each, 0) / off.length;
}

function expectPromises(forecast: Forecast, { nonNegative, hardRange }: History): void {
  const least = Math.max(nonNegative ? 0 : -Infinity, hardRange?.min ?? -Infinity);
  const most = hardRange?.max ?? Infinity;
  const ascending = [...forecast.intervals].sort((a, b) => a.level - b.level);
  forecast.expected.forEach((expected, h) => {
    const low = ascending.map(({ lower }) => lower[h]!).reverse();
    const column = [...low, expected, ...ascending.map(({ upper }) => upper[h]!)];
    expect(column.every(Number.isFinite)).toBe(true);
    expect(column).toEqual([...column].sort((a, b) => a - b));
    expect(column[0]).toBeGreaterThanOrEqual(least);
    expect(column.at(-1)).toBeLessThanOrEqual(most);
  });
}

describe('auto', () => {
  it('follows the day and the week', () => {
    const fitted = auto.fit(hourly(shop));
    const forecast = fitted.predict(168, LEVELS);
    expect([fitted.model, fitted.fallback]).toEqual(['auto', null]);
    expect(distance(forecast)).toBeLessThan(0.04);
    expect(forecast.intervals.map(({ level }) => level)).toEqual(LEVELS);
    expectPromises(forecast, hourly(shop));
  });

  it.each([4.5, 10, 14])('lets a disk that has filled for %d days go on filling', (days) => {
    const disk = (t: number): number => 20 + 0.23 * t + 0.5 * Math.sin((2 * Math.PI * t) / 24);
    const noise = createRandom(11);
    const seen = Float64Array.from({ length: 24 * days }, (_, t) => disk(t) + 0.2 * normal(noise));
    const { expected, intervals } = auto.fit(hourly(seen)).predict(168, [0.95]);
    const [{ lower, upper }] = intervals as [Forecast['intervals'][number]];
    const then = disk(24 * days + 167);
    expect(Math.abs(expected[167]! - then)).toBeLessThan(8);
    expect(lower[167]!).toBeLessThan(then);
    expect(upper[167]!).toBeGreaterThan(then);
  });

  it('is not led astray by spikes, an outage, or a wild last value', () => {
    const wild = Float64Array.from(shop, (value, t) => (t % 97 === 5 ? 3 * value : t >= 700 && t < 706 ? 0 : value));
    wild[839]! *= 3;
    expect(distance(auto.fit(hourly(wild)).predict(48, []))).toBeLessThan(0.05);
  });

  it('forecasts minutes: the hour, the job at each full hour, the last quarter of an hour', () => {
    const step = 300_000;
    const fives = Float64Array.from({ length: 12 * 24 * 28 + 7 }, (_, t) => {
      const job = t % 12 === 0 ? 1.5 : 1;
      return Math.round(20 * usual(t / 12) * job * Math.exp(0.05 * normal(random)));
    });
    const fitted = auto.fit(hourly(fives, { stepMs: step }));
    const { expected, intervals } = fitted.predict(576, [0.95]);
    const off = expected.map((value, h) => {
      const t = fives.length + h;
      return Math.abs(value / (20 * usual(t / 12) * (t % 12 === 0 ? 1.5 : 1)) - 1);
    });
    expect(off.reduce((sum, each) => sum + each, 0) / 576).toBeLessThan(0.08);
    expect(intervals[0]!.lower[12]).toBeGreaterThan(0.5 * expected[12]!);
  });

  it('keeps to what the clock shows through the night that it is put forward', () => {
    // Berlin: 29 March 2026, 02:00. The shop opens at nine by the clock, an hour earlier by UTC from then on.
    const startMs = Date.parse('2026-02-23T00:00:00Z');
    const shopAt = (t: number): number => {
      const hour = new Date(startMs + t * HOUR).toLocaleString('en', {
        hour: 'numeric',
        hourCycle: 'h23',
        timeZone: 'Europe/Berlin',
      });
      return Number(hour) >= 9 && Number(hour) < 18 ? 900 : 100;
    };
    // The history ends on Saturday noon before, and then on Monday noon after.
    for (const hours of [33 * 24 + 11, 35 * 24 + 11]) {
      const values = Float64Array.from({ length: hours }, (_, t) => shopAt(t));
      const fitted = auto.fit(hourly(values, { startMs, timezone: 'Europe/Berlin' }));
      fitted.predict(60, []).expected.forEach((value, h) => {
        expect(Math.abs(Math.log(value / shopAt(hours + h)))).toBeLessThan(0.3);
      });
    }
  });

  it('knows the year of daily steps', () => {
    const dayOf = (t: number): number =>
      1000 * Math.exp(0.8 * Math.sin((2 * Math.PI * t) / 365.25)) * (t % 7 === 6 ? 0.6 : 1);
    const days = Float64Array.from({ length: 1500 }, (_, t) => Math.round(dayOf(t) * Math.exp(0.1 * normal(random))));
    const { expected } = auto.fit(hourly(days, { stepMs: 24 * HOUR })).predict(90, []);
    const off = expected.map((value, h) => Math.abs(Math.log(value / dayOf(1500 + h))));
    expect(off.reduce((sum, each) => sum + each, 0) / 90).toBeLessThan(0.1);
  });

  it('promises no certainty where the past had no noise', () => {
    const { expected, intervals } = auto
      .fit(hourly(Float64Array.from({ length: 700 }, (_, t) => usual(t))))
      .predict(48, [0.95]);
    expected.forEach((value, h) => expect(intervals[0]!.upper[h]! / value).toBeGreaterThan(1.001));
  });

  it('says the same of a step however far it is asked', () => {
    const fitted = auto.fit(hourly(shop));
    const [near, far] = [fitted.predict(5, LEVELS), fitted.predict(400, LEVELS)];
    expect(far.expected.subarray(0, 5)).toEqual(near.expected);
    expect(far.intervals[0]!.upper.subarray(0, 5)).toEqual(near.intervals[0]!.upper);
  });

  it('learns nothing from what is left out', () => {
    const values = Float64Array.from(shop, (value, t) => (t >= 820 ? 0 : value));
    const leaveOut = Uint8Array.from(values, (_, t) => (t >= 820 ? 1 : 0));
    expect(distance(auto.fit(hourly(values, { leaveOut })).predict(48, []))).toBeLessThan(0.05);
  });

  it.each([
    ['a constant', new Float64Array(500).fill(7), 'naive', 'all values are the same'],
    ['two days', shop.subarray(0, 60), 'seasonal-naive', 'history shorter than 4 seasons'],
    ['one day', shop.subarray(0, 20), 'naive', 'history shorter than 4 seasons'],
    [
      'mostly nothing',
      shop.map((value, t) => (t % 3 > 0 ? NaN : value)),
      'seasonal-naive',
      'more than half of the history is missing',
    ],
  ])('names what stands in for it: %s', (_, values, model, fallback) => {
    const fitted = auto.fit(hourly(values));
    expect([fitted.model, fitted.fallback]).toEqual([model, fallback]);
    expectPromises(fitted.predict(30, LEVELS), hourly(values));
  });

  it('keeps its promises for whatever comes in', () => {
    const value = fc.oneof(
      { weight: 20, arbitrary: fc.double({ min: 0, max: 1000, noNaN: true }) },
      { weight: 2, arbitrary: fc.constantFrom(NaN, 0, 0, 1e300, 1e12, -1e6, Infinity, -Infinity, 5e-324) },
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 400 }),
        fc.constantFrom(HOUR, 6 * HOUR, 24 * HOUR, 300_000),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        fc.constantFrom(undefined, { min: 0, max: 1 }, { max: 500 }),
        (values, stepMs, horizon, nonNegative, hardRange) => {
          fc.pre(values.some((each) => Math.abs(each) < 1e150));
          const history = hourly(values, { stepMs, nonNegative, hardRange });
          expectPromises(auto.fit(history).predict(horizon, LEVELS), history);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
});
