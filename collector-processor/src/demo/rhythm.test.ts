import { describe, expect, it } from '@jest/globals';
import { createRhythm } from './rhythm.ts';

const HOUR_MS = 3_600_000;

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
