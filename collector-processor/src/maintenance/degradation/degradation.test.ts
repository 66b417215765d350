import { describe, expect, it } from '@jest/globals';
import { queueingService as service, START_MS, type QueueingScenario } from '../../../test/support/queueing-service.ts';
import { findDegradation } from './degradation.ts';
import { nextDegradation, type DegradationSubject } from './degradation-warning.ts';

const DAY_MS = 86_400_000;
const subject: DegradationSubject = {
  name: 'latency',
  unit: 's',
  timezone: 'UTC',
  measure: 'quantiles',
  minChange: { absolute: 0.005, relative: 0.1 },
  labels: { 'service.name': 'shop', quantile: '0.95' },
};

const told = (scenario: QueueingScenario) => {
  const found = findDegradation(service(scenario));
  return found === null ? null : nextDegradation(null, subject, found, START_MS + scenario.days * DAY_MS);
};

describe('a service at the same load', () => {
  it.each([
    ['8 % a day', 1.08, 3],
    ['4 % a day', 1.04, 5],
    ['2 % a day', 1.02, 8],
  ])('is told to get slower by %s, in time', (_what, aDay, within) => {
    const leak = (day: number) => aDay ** Math.max(0, day - 30);
    for (const seed of [1, 2, 3]) {
      const warning = told({ days: 30 + within, leak, seed });
      expect(warning).toMatchObject({ shape: 'drift', closedMs: null });
      expect(Math.abs(warning!.sinceMs - START_MS - 30 * DAY_MS)).toBeLessThanOrEqual(2 * DAY_MS);
      expect(warning!.perDay / (aDay - 1)).toBeGreaterThan(0.6);
      expect(warning!.perDay / (aDay - 1)).toBeLessThan(1.6);
    }
  });

  it('is not told of when its traffic grows, or nothing happens', () => {
    for (const growth of [0, 0.06, -0.04]) {
      for (const days of [14, 21, 40, 63]) {
        for (const seed of [4, 5, 6]) expect(told({ days, growth, seed })).toBeNull();
      }
    }
  });

  it('is told of a step, and of errors as well', () => {
    const step = told({ days: 40, leak: (day) => (day < 34 ? 1 : 1.25) })!;
    expect(step).toMatchObject({ shape: 'step', perDay: 0, sinceMs: START_MS + 34 * DAY_MS });
    expect(step.now / step.before).toBeCloseTo(1.25, 1);
    const errors = told({ days: 36, ratio: true, leak: (day) => 1.06 ** Math.max(0, day - 30) })!;
    expect(errors.now / errors.before).toBeGreaterThan(1.2);
  });

  it('is judged where hours are missing, and not where hardly any are known', () => {
    const leak = (day: number) => 1.04 ** Math.max(0, day - 30);
    const some = service({ days: 36, leak });
    for (let hour = 0; hour < some.values.length; hour++) if (hour % 11 < 3) some.values[hour] = NaN;
    expect(findDegradation(some)!.sureness).toBeGreaterThan(5);
    expect(findDegradation(service({ days: 13 }))).toBeNull();
    expect(findDegradation({ ...some, load: some.load.map(() => NaN) })).toBeNull();
    expect(findDegradation({ ...some, values: some.values.map(() => 0) })).toBeNull();
  });
});

describe('what is over', () => {
  const mended = (days: number) =>
    findDegradation(service({ days, leak: (day) => (day < 25 ? 1.08 ** Math.max(0, day - 16) : 1) }))!;

  it('is told of no more, and ends what was told, within two days', () => {
    const open = nextDegradation(null, subject, mended(25), 0)!;
    expect(open.closedMs).toBeNull();
    for (const days of [27, 28, 30, 35, 40]) {
      const found = mended(days);
      expect(nextDegradation(null, subject, found, 1)).toBeNull();
      expect(nextDegradation(open, subject, found, 1)).toMatchObject({ closedMs: 1, closedBecause: 'recovered' });
    }
  });
});

describe('its warning', () => {
  const found = {
    shape: 'drift',
    sinceMs: START_MS + DAY_MS,
    before: 0.2,
    now: 0.25,
    perDay: 0.04,
    sureness: 6,
  } as const;

  it('says what, how much and since when', () => {
    expect(nextDegradation(null, subject, found, 0)!.sentence).toBe(
      'p95 latency of shop rises 4 % a day at the same load since Tuesday 4 Aug, from 0.2 to 0.25 s; look for what fills, leaks or grows since then',
    );
    const errors = { ...subject, name: 'errors', unit: 'ratio', measure: 'ratio', labels: {} } as const;
    expect(nextDegradation(null, errors, { ...found, shape: 'step', perDay: 0 }, 0)!.sentence).toBe(
      'errors is 25 % higher at the same load since Tuesday 4 Aug, from 20 % to 25 %; look for what was changed then',
    );
  });

  it('opens on what is sure and large enough, and stays while it wavers', () => {
    expect(nextDegradation(null, subject, { ...found, sureness: 4 }, 0)).toBeNull();
    expect(nextDegradation(null, subject, { ...found, now: 0.215 }, 0)).toBeNull();
    const open = nextDegradation(null, subject, found, 0)!;
    const later = nextDegradation(open, subject, { ...found, sureness: 4, now: 0.22 }, 10)!;
    expect(later).toMatchObject({ id: open.id, openedMs: 0, updatedMs: 10, closedMs: null });
  });

  it('closes when it is as it was, or has stayed as it became', () => {
    const open = nextDegradation(null, subject, found, 0)!;
    const back = { ...found, before: 0.25, now: 0.2, sureness: -6 };
    expect(nextDegradation(open, subject, back, 5)).toMatchObject({ closedMs: 5, closedBecause: 'recovered' });
    const stays = { ...found, before: 0.25, now: 0.25, sureness: 0 };
    expect(nextDegradation(open, subject, stays, 5)).toMatchObject({ closedBecause: 'settled' });
  });
});
