import type { CivilClock } from '../detect/civil-time.ts';

/**
 * When a wall clock shows a time, ms since the epoch. Of an hour that a clock change repeats the first; of one that it skips
 * the instant as far after the change.
 *
 * @param wallMs what the clock shows, as if it were UTC
 */
export function instantOf(clock: CivilClock, wallMs: number): number {
  const offsetAt = (timeMs: number): number => clock.wallMs(timeMs) - timeMs;
  const guess = wallMs - offsetAt(wallMs);
  const before = wallMs - offsetAt(guess - DAY_MS / 2);
  return clock.wallMs(before) === wallMs ? before : wallMs - offsetAt(guess);
}

const DAY_MS = 86_400_000;
