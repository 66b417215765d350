import { describe, expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import { auto } from './auto.ts';
import { calendarProfile } from './profiles.ts';

const DAY = 24;
const WEEK = 7 * DAY;
/** Begins on a Monday; weekends at six tenths. On the scale of logarithms. */
const usual = (t: number): number =>
  Math.log((t % WEEK >= 5 * DAY ? 60 : 100) * (1 + 0.5 * Math.sin((2 * Math.PI * t) / DAY)));
const series = (steps: number): Float64Array => Float64Array.from({ length: steps }, (_, t) => usual(t));
const worst = (predicted: Float64Array, origin: number): number =>
  Math.max(...predicted.map((z, h) => Math.abs(z - usual(origin + h))));

describe('the profile of the calendar', () => {
  it('knows a weekend that it has seen once, and before that only days', () => {
    const z = series(3 * WEEK);
    const profile = calendarProfile(z, DAY, WEEK);

    expect(worst(profile.predict(WEEK + 2 * DAY, 5 * DAY), WEEK + 2 * DAY)).toBeLessThan(0.06);
    expect(worst(profile.predict(4 * DAY, DAY), 4 * DAY)).toBeLessThan(0.001);
    expect(worst(profile.predict(4 * DAY, 3 * DAY), 4 * DAY)).toBeCloseTo(Math.log(100 / 60), 1);
  });

  it('knows nothing of what came after its origin', () => {
    const z = series(3 * WEEK);
    const spoilt = z.map((value, t) => (t >= 2 * WEEK ? value + 5 : value));
    expect(calendarProfile(spoilt, DAY, WEEK).predict(2 * WEEK, WEEK)).toEqual(
      calendarProfile(z, DAY, WEEK).predict(2 * WEEK, WEEK),
    );
  });

  it('stays at a new level for days', () => {
    const z = series(2 * WEEK + DAY).map((value, t) => (t >= 2 * WEEK ? value + 1 : value));
    const predicted = calendarProfile(z, DAY, WEEK).predict(z.length, DAY);
    const above = predicted.map((value, h) => value - usual(z.length + h));
    expect(Math.min(...above)).toBeGreaterThan(0.4);
  });
});

it('makes the default forecast know a weekend after nine days', () => {
  const random = createRandom(3);
  const origin = WEEK + 3 * DAY;
  const values = series(origin).map((z) => Math.exp(z + 0.01 * normal(random)));
  const fitted = auto.fit({
    values,
    stepMs: 3_600_000,
    startMs: Date.UTC(2026, 0, 5),
    timezone: 'UTC',
    nonNegative: true,
  });
  const { expected } = fitted.predict(WEEK, []);
  const off = expected.map((value, h) => Math.abs(Math.log(value) - usual(origin + h)));
  const weekend = off.subarray(2 * DAY, 4 * DAY);

  // Without the calendar it is off by .69, more than a weekend lies below other days.
  expect(weekend.reduce((sum, each) => sum + each, 0) / weekend.length).toBeLessThan(0.4);
});
