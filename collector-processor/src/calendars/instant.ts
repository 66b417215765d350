import type { CivilClock } from '../detect/civil-time.ts';

const HALF_A_DAY_MS = 43_200_000;

/**
 * When a wall clock shows a time, ms since the epoch. Of an hour that a clock change repeats the first; of one that it skips
 * the instant as far after the change.
 *
 * @param wallMs what the clock shows, as if it were UTC
 */
export function instantOf(clock: CivilClock, wallMs: number): number {
  const offsetAt = (timeMs: number): number => clock.wallMs(timeMs) - timeMs;
  const guess = wallMs - offsetAt(wallMs);
  const before = wallMs - offsetAt(guess - HALF_A_DAY_MS);
  return clock.wallMs(before) === wallMs ? before : wallMs - offsetAt(guess);
}
