import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCivilCalendar, PERIODS } from './civil-calendar.ts';

const at = (text: string) => Date.parse(text);
const iso = (timeMs: number) => new Date(timeMs).toISOString();

describe('civil periods', () => {
  it.each([
    ['Europe/Berlin', 'day', '2026-11-25T12:00:00Z', '2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z'],
    ['Europe/Berlin', 'day', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['Europe/Berlin', 'day', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', 'week', '2026-10-25T12:00:00Z', '2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['Asia/Kolkata', 'hour', '2026-11-25T12:00:00Z', '2026-11-25T11:30:00.000Z', '2026-11-25T12:30:00.000Z'],
    ['UTC', 'week', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ] as const)('%s: the %s of %s', (timezone, period, time, start, next) => {
    const calendar = createCivilCalendar(timezone);
    const startMs = calendar.startOf(period, at(time));
    expect([iso(startMs), iso(calendar.next(period, startMs))]).toEqual([start, next]);
  });

  it('covers every instant once', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
    const calendars = zones.map((zone) => createCivilCalendar(zone));
    const instant = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...calendars), fc.constantFrom(...PERIODS), instant, (calendar, period, timeMs) => {
        const startMs = calendar.startOf(period, timeMs);
        expect(startMs).toBeLessThanOrEqual(timeMs);
        expect(calendar.next(period, startMs)).toBeGreaterThan(timeMs);
        expect(calendar.startOf(period, startMs)).toBe(startMs);
      }),
      { numRuns: 300 },
    );
  });
});
