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
    [Math.log(0.5), 12],
    [Math.log(0.3), 20],
    [Math.log(0.6), 23],
  ])('of %p is found %p hours after it came', (by, hours) => {
    const shift = findLevelShift(moved(by, hours), seasons, true);
    expect(shift).toEqual({ at: 840 - hours, by: expect.any(Number) });
    expect(Math.abs(shift!.by - by)).toBeLessThan(0.06);
  });

  it.each([
    ['nothing', usual],
    ['what a rise of five hours may be', moved(1, 5)],
    ['what a fall of eleven hours may be', moved(-1, 11)],
    ['a Thursday that is as a Sunday is', moved(-0.6, 92).subarray(0, 768)],
    ['a holiday whose morning comes slowly', usual.map((value, t) => value - Math.min(1, Math.max(0, (t - 820) / 6)))],
    [
      'a holiday with other hours',
      usual.map((value, t) => value - (t < 820 ? 0 : 1 + 0.5 * Math.cos((2 * Math.PI * t) / 24))),
    ],
    ['an outage', moved(-5, 30)],
    ['what happens every few days', usual.map((value, t) => value + (t % 72 < 36 ? 1 : 0))],
    ['a history too short to tell', moved(1, 30).subarray(500)],
  ])('is not %s', (_, z) => {
    expect(findLevelShift(z, seasons, true)).toBeNull();
  });

  it.each([
    [100, 1000, 30],
    [100, 1000, 12],
    [1000, 300, 30],
    [1000, 300, 12],
    [1000, 500, 12],
  ])('from %d to %d is followed by the forecast %d hours later', (before, after, hours) => {
    const values = usual.map((z, t) => Math.round((t >= 840 - hours ? after : before) * Math.exp(z - 5)));
    const history = { values, stepMs: 3_600_000, startMs: 0, timezone: 'UTC', nonNegative: true };
    const { expected } = auto.fit(history).predict(48, []);
    const off = expected.map((value, h) => Math.abs(Math.log(value / after) + 5 - usual[(840 + h) % 168]!));
    expect(Math.max(...off)).toBeLessThan(0.25);
  });
});
