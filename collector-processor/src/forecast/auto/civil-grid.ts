import { createCivilClock } from '../../detect/civil-time.ts';
import type { History } from '../types.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_HOURS = 168;

/**
 * Place of each step among the hours that clocks show: a night that repeats an hour puts two steps on one place, one
 * that skips an hour leaves a place empty. So a season of the day stays where people live it.
 *
 * @param steps of the history and of the forecast after it
 * @returns null where clocks run evenly over all of them
 */
export function civilPlaces(
  { startMs, stepMs, timezone }: Pick<History, 'startMs' | 'stepMs' | 'timezone'>,
  steps: number,
): Int32Array | null {
  if (timezone === 'UTC' || stepMs >= DAY_MS) return null;
  const clock = createCivilClock(timezone);
  const first = clock.hourOfWeek(startMs);
  /** How far the clock has run ahead of time since the start, in steps. */
  const aheadAt = (step: number): number => {
    const hours = clock.hourOfWeek(startMs + step * stepMs) - first - (step * stepMs) / HOUR_MS;
    const wrapped = ((((hours + WEEK_HOURS / 2) % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS) - WEEK_HOURS / 2;
    return Math.round((wrapped * HOUR_MS) / stepMs);
  };
  const day = Math.round(DAY_MS / stepMs);
  const places = Int32Array.from({ length: steps }, (_, step) => step);
  let changed = false;
  // Asking the platform for an offset is slow: a day that begins and ends alike is not looked into.
  for (let from = 0, ahead = 0; from < steps; from += day) {
    const to = Math.min(steps, from + day);
    const after = aheadAt(to);
    for (let step = from; step < to; step++) places[step]! += ahead === after ? ahead : aheadAt(step);
    changed ||= after !== 0;
    ahead = after;
  }
  return changed ? places : null;
}

/** The history on its places: the mean where two steps share one, NaN where none is. */
export function onPlaces(values: Float64Array, places: Int32Array): Float64Array {
  const count = places[values.length - 1]! + 1;
  const sums = new Float64Array(count);
  const counts = new Uint8Array(count);
  values.forEach((value, step) => {
    if (value !== value) return;
    sums[places[step]!]! += value;
    counts[places[step]!]!++;
  });
  return sums.map((sum, place) => sum / counts[place]!);
}
