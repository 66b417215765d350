import { expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import { tide } from './tide.ts';

const HOUR_MS = 3_600_000;
const DAYS = 21;
const random = createRandom(4);
const usual = (t: number): number => (t % 168 >= 144 ? 60 : 100) + 40 * Math.sin((2 * Math.PI * t) / 24);
const values = Float64Array.from({ length: 24 * DAYS }, (_, t) => usual(t) + 2 * normal(random));
const history = { values, stepMs: HOUR_MS, startMs: Date.UTC(2026, 0, 5), timezone: 'UTC', nonNegative: true };

it('tells the day and week that the detector expects', () => {
  const fitted = tide.fit(history);
  const { expected } = fitted.predict(168, [0.95]);
  const off = expected.map((value, h) => Math.abs(value - usual(24 * DAYS + h)));
  expect([fitted.model, fitted.fallback]).toEqual(['tide', null]);
  expect(off.reduce((sum, each) => sum + each, 0) / 168).toBeLessThan(6);
});

it('has the present level fade to its usual place', () => {
  const high = values.map((value, t) => value + (t >= values.length - 6 ? 30 : 0));
  const { expected } = tide.fit({ ...history, values: high }).predict(48, []);
  const above = (h: number): number => expected[h]! - usual(24 * DAYS + h);
  expect(above(0)).toBeGreaterThan(above(6));
  expect(Math.abs(above(47))).toBeLessThan(10);
});

it.each([
  ['a day', values.subarray(0, 24), HOUR_MS, 'history shorter than 2 days'],
  ['weeks', values, 168 * HOUR_MS, 'steps longer than a day'],
])('says that the last level stands in for it: %s', (_what, given, stepMs, fallback) => {
  const fitted = tide.fit({ ...history, values: given, stepMs });
  expect([fitted.model, fitted.fallback]).toEqual(['naive', fallback]);
});
