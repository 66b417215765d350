import { createCivilClock } from '../detect/civil-time.ts';

/** Requests a second that visitors make at a time, on average. */
export type Rhythm = (timeMs: number) => number;

export interface RhythmOptions {
  /** IANA name: people sleep by their own clocks. */
  readonly timezone: string;
  /** Requests a second in the busiest hour of the week. Low enough for a laptop, high enough that a minute tells. */
  readonly peakPerSecond?: number;
}

export const PEAK_PER_SECOND = 50;

/** Share of the peak at each full hour, Monday to Friday: a night, a working day with a dip, an evening. */
const WORKDAY = [
  0.36, 0.31, 0.28, 0.27, 0.28, 0.33, 0.43, 0.56, 0.68, 0.76, 0.81, 0.84, 0.82, 0.8, 0.81, 0.82, 0.83, 0.86, 0.92, 0.98,
  1, 0.93, 0.74, 0.5,
];
/** Saturday and Sunday: later up, flatter, quieter. */
const WEEKEND = [
  0.4, 0.35, 0.31, 0.28, 0.27, 0.28, 0.32, 0.4, 0.5, 0.6, 0.67, 0.71, 0.72, 0.71, 0.7, 0.69, 0.7, 0.73, 0.77, 0.8, 0.79,
  0.72, 0.58, 0.44,
];
const WEEK = [...WORKDAY, ...WORKDAY, ...WORKDAY, ...WORKDAY, ...WORKDAY, ...WEEKEND, ...WEEKEND];

/**
 * The rate that live visitors follow and that the history is drawn from: one function for both, so that what was learnt
 * is what comes.
 */
export function createRhythm({ timezone, peakPerSecond = PEAK_PER_SECOND }: RhythmOptions): Rhythm {
  const clock = createCivilClock(timezone);
  return (timeMs) => peakPerSecond * smoothShare(clock.hourOfWeek(timeMs));
}

/** Catmull-Rom through the hourly shares: no corners at full hours. */
function smoothShare(hours: number): number {
  const hour = Math.floor(hours);
  const at = hours - hour;
  const share = (offset: number): number => WEEK[(hour + offset + WEEK.length) % WEEK.length]!;
  const [before, from, to, after] = [share(-1), share(0), share(1), share(2)];
  return (
    from +
    0.5 * at * (to - before + at * (2 * before - 5 * from + 4 * to - after + at * (3 * (from - to) + after - before)))
  );
}
