import { describe, expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import { findLevelShift } from './level-shift.ts';
import { auto } from './auto.ts';

const seasons = { short: 24, week: 168 };
const random = createRandom(3);
const usual = Float64Array.from({ length: 840 }, (_, t) => {
  return 5 + Math.sin((2 * Math.PI * t) / 24) - (t % 168 >= 144 ? 0.6 : 0) + 0.05 * normal(random);
});
const moved = (by: number, hours: number): Float64Array => {
  return usual.map((value, t) => (t >= 840 - hours ? value + by : value));
};

describe('a level shift', () => {
  it.each([
    [Math.log(2), 30],
    [Math.log(0.5), 30],
    [Math.log(10), 12],
    [-0.4, 60],
  ])('of %p is found %p hours after it came', (by, hours) => {
    const shift = findLevelShift(moved(by, hours), seasons, true);
    expect(shift).toEqual({ at: 840 - hours, by: expect.any(Number) });
    expect(Math.abs(shift!.by - by)).toBeLessThan(0.05);
  });

  it.each([
    ['nothing', usual],
    ['what a rise of five hours may be', moved(1, 5)],
    ['a fall of less than a day, as holidays are', moved(-1, 20)],
    ['an outage', moved(-5, 30)],
    ['what happens every few days', usual.map((value, t) => value + (t % 72 < 36 ? 1 : 0))],
    ['a history too short to tell', moved(1, 30).subarray(500)],
  ])('is not %s', (_, z) => {
    expect(findLevelShift(z, seasons, true)).toBeNull();
  });

  it('is followed by the forecast at once', () => {
    const values = usual.map((_, t) => Math.round((t >= 810 ? 1000 : 100) * Math.exp(usual[t]! - 5)));
    const history = { values, stepMs: 3_600_000, startMs: 0, timezone: 'UTC', nonNegative: true };
    const { expected } = auto.fit(history).predict(48, []);
    const off = expected.map((value, h) => Math.abs(Math.log(value / 1000) + 5 - usual[(840 + h) % 168]!));
    expect(Math.max(...off)).toBeLessThan(0.25);
  });
});
