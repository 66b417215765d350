import { createCivilClock } from '../detect/civil-time.ts';

export const PERIODS = ['hour', 'day', 'week'] as const;
export type Period = (typeof PERIODS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The epoch was a Thursday; weeks begin on Monday (ISO 8601). */
const WEEK_SHIFT_MS = 3 * DAY_MS;

/** Hours, days and weeks as the people of a time zone count them. */
export interface CivilCalendar {
  /** Start of the period that an instant lies in, ms since the epoch. */
  startOf(period: Period, timeMs: number): number;
  /** Start of the period after the one that starts at `startMs`. A day of a clock change has 23 or 25 hours. */
  next(period: Period, startMs: number): number;
}

/** @param timezone IANA name */
export function createCivilCalendar(timezone: string): CivilCalendar {
  const clock = createCivilClock(timezone);
  const offsetAt = (timeMs: number): number => clock.wallMs(timeMs) - timeMs;

  function startOf(period: Period, timeMs: number): number {
    const offset = offsetAt(timeMs);
    const local = timeMs + offset;
    // Clocks change by whole quarter hours and seldom within an hour: its offset is that of any instant in it.
    if (period === 'hour') return local - mod(local, HOUR_MS) - offset;
    const start = period === 'day' ? local - mod(local, DAY_MS) : local - mod(local + WEEK_SHIFT_MS, 7 * DAY_MS);
    // Midnight had the offset of then, not of now.
    return start - offsetAt(start - offset);
  }

  function next(period: Period, startMs: number): number {
    if (period === 'hour') return startMs + HOUR_MS;
    // From the middle of the next day no clock change leads to another day.
    return startOf(period, startMs + (period === 'day' ? 1.5 : 7.5) * DAY_MS);
  }

  return { startOf, next };
}

const mod = (a: number, b: number): number => ((a % b) + b) % b;
