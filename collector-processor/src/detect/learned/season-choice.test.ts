import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { chooseProfile } from './season-choice.ts';
import { learnProfile, profileAt } from './season-profile.ts';

const HOUR_MS = 3_600_000;

function hourly(days: number, at: (hourOfWeek: number) => number): { values: Float64Array; hours: Float64Array } {
  const random = createRandom(5);
  const hours = Float64Array.from({ length: days * 24 }, (_, i) => i % 168);
  return { hours, values: hours.map((hour) => at(hour) + random()) };
}

describe('chooseProfile', () => {
  it.each([
    ['noise', 21, () => 5, 'none'],
    ['a daily season', 21, (hour: number) => 10 * Math.sin((2 * Math.PI * hour) / 24), 'day'],
    ['a weekly season', 21, (hour: number) => (hour < 120 ? 10 : 2), 'week'],
    ['a weekly season that was seen once', 10, (hour: number) => (hour < 120 ? 10 : 2), 'none'],
    ['a daily season that was hardly seen', 2, (hour: number) => 10 * Math.sin((2 * Math.PI * hour) / 24), 'none'],
  ])('of %s over %d days', (_what, days, at, kind) => {
    const { values, hours } = hourly(days, at);
    expect(chooseProfile('auto', values, hours, HOUR_MS).kind).toBe(kind);
  });

  it('does as it is told', () => {
    const { values, hours } = hourly(10, () => 5);
    expect(chooseProfile('week', values, hours, HOUR_MS).centre.length).toBe(168);
  });
});

describe('profileAt', () => {
  const profile = { kind: 'day' as const, centre: Float64Array.of(0, 10, 20, 30), spread: Float64Array.of(1, 1, 3, 1) };

  it.each([
    ["a slot's middle", 9, 10, 1],
    ['halfway between two slots', 12, 15, 2],
    ['midnight: between the last slot and the first', 0, 15, 1],
    ['another day', 24 + 9, 10, 1],
  ])('%s', (_what, hour, centre, spread) => {
    const at = profileAt(profile, Float64Array.of(hour));
    expect(at.centre[0]).toBeCloseTo(centre, 12);
    expect(at.spread[0]).toBeCloseTo(spread, 12);
  });
});

it('gives a slot without values what is usual overall', () => {
  const hours = Float64Array.from({ length: 30 }, (_, i) => i % 3);
  const { centre } = learnProfile(
    'day',
    hours.map((hour) => 5 + hour),
    hours,
    HOUR_MS,
  );
  expect(centre.length).toBe(24);
  expect(Array.from(centre.subarray(0, 4))).toEqual([5, 6, 7, 6]);
});
