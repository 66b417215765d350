import { describe, expect, it } from '@jest/globals';
import { createHourOfWeek } from './civil-time.ts';
import { createRhythm } from './rhythm.ts';

const HOUR_MS = 3_600_000;

describe('createHourOfWeek', () => {
  it.each([
    ['UTC', '2026-11-16T00:00:00Z', 0],
    ['UTC', '2026-11-22T23:30:00Z', 167.5],
    ['Europe/Berlin', '2026-11-15T23:00:00Z', 0],
    ['Europe/Berlin', '2026-07-12T22:00:00Z', 0],
    ['Asia/Kathmandu', '2026-11-16T00:00:00Z', 5.75],
    ['America/Los_Angeles', '2026-11-16T00:00:00Z', 160],
  ])('in %s, %s is hour %d', (timezone, time, expected) => {
    expect(createHourOfWeek(timezone)(Date.parse(time))).toBeCloseTo(expected, 6);
  });

  it('follows the clocks through a night in which they change', () => {
    const hourOfWeek = createHourOfWeek('Europe/Berlin');
    // 2026-10-25: 03:00 summer time becomes 02:00 again.
    expect(hourOfWeek(Date.parse('2026-10-25T00:30:00Z')) % 24).toBeCloseTo(2.5, 6);
    expect(hourOfWeek(Date.parse('2026-10-25T01:30:00Z')) % 24).toBeCloseTo(2.5, 6);
  });
});

describe('createRhythm', () => {
  const rate = createRhythm({ timezone: 'Europe/Berlin', peakPerSecond: 100 });

  it('peaks on a weekday evening, sleeps at night and is quieter at the weekend', () => {
    const wednesdayEvening = rate(Date.parse('2026-11-18T19:00:00Z'));
    expect(wednesdayEvening).toBeCloseTo(100, 5);
    expect(rate(Date.parse('2026-11-18T02:00:00Z'))).toBeLessThan(30);
    expect(rate(Date.parse('2026-11-21T19:00:00Z'))).toBeLessThan(0.85 * wednesdayEvening);
  });

  it('is smooth and never idle, at every minute of a week', () => {
    const fromMs = Date.parse('2026-11-16T00:00:00Z');
    for (let timeMs = fromMs; timeMs < fromMs + 168 * HOUR_MS; timeMs += 60_000) {
      expect(rate(timeMs)).toBeGreaterThan(20);
      expect(Math.abs(rate(timeMs + 60_000) - rate(timeMs))).toBeLessThan(1);
    }
  });

  it('repeats every week of unchanged clocks', () => {
    const timeMs = Date.parse('2026-11-18T13:37:00Z');
    expect(rate(timeMs)).toBeCloseTo(rate(timeMs - 168 * HOUR_MS), 9);
  });
});
