import { expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import type { History } from '../types.ts';
import { auto } from './auto.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 49;
const startMs = Date.UTC(2026, 0, 5);
const dayAt = (day: number) => ({ startMs: startMs + day * DAY_MS, endMs: startMs + (day + 1) * DAY_MS });

/** A Monday to begin with; a Sunday has half, a holiday so much of its weekday. */
function shop(holidays: readonly number[], share: number, stepMs = HOUR_MS): History {
  const random = createRandom(8);
  const perDay = DAY_MS / stepMs;
  const values = Float64Array.from({ length: DAYS * perDay }, (_, t) => {
    const day = Math.floor(t / perDay);
    const usual = 300 * (1.2 - Math.cos((2 * Math.PI * (t % perDay)) / perDay)) * (day % 7 === 6 ? 0.5 : 1);
    return usual * (holidays.includes(day) ? share : 1) * Math.exp(0.03 * normal(random));
  });
  // The second day ahead is one too.
  const spans = [...holidays, DAYS + 1].map(dayAt);
  return { values, stepMs, startMs, timezone: 'UTC', nonNegative: true, holidays: spans };
}

const dayOf = (values: Float64Array, day: number, perDay: number): number =>
  values.subarray(day * perDay, (day + 1) * perDay).reduce((sum, value) => sum + value, 0);

it.each([
  ['as a Sunday, where the history has none', [], 1, 0.5, 0.07],
  ['as earlier ones and a Sunday', [10, 24, 38], 0.3, 0.34, 0.06],
])('forecasts a holiday %s', (_what, holidays, share, expectedShare, tolerance) => {
  for (const stepMs of [HOUR_MS, HOUR_MS / 4]) {
    const { expected, intervals } = auto.fit(shop(holidays, share, stepMs)).predict((4 * DAY_MS) / stepMs, [0.95]);
    const perDay = DAY_MS / stepMs;
    const [before, on, after] = [0, 1, 2].map((day) => dayOf(expected, day, perDay));
    expect(Math.abs(on! / before! - expectedShare)).toBeLessThan(tolerance);
    expect(after! / before!).toBeCloseTo(1, 1);
    const ordinaryWidth = intervals[0]!.upper[2 * perDay + perDay / 2]! / intervals[0]!.lower[2 * perDay + perDay / 2]!;
    expect(intervals[0]!.upper[1.5 * perDay]! / intervals[0]!.lower[1.5 * perDay]!).toBeGreaterThan(ordinaryWidth);
  }
});

it('does not take a holiday at the end of the history for a new level', () => {
  const { expected } = auto.fit(shop([DAYS - 1, DAYS - 2], 0.3)).predict(96, []);
  expect(dayOf(expected, 0, 24) / (24 * 1.2 * 300)).toBeCloseTo(1, 1);
});

it('forecasts without calendars as ever', () => {
  const plain = { ...shop([], 1), holidays: undefined };
  const elsewhere = { ...plain, holidays: [{ startMs: 0, endMs: DAY_MS }] };
  expect(auto.fit(elsewhere).predict(48, [0.9])).toEqual(auto.fit(plain).predict(48, [0.9]));
});
