import { createCivilClock } from '../detect/civil-time.ts';
import { instantOf } from './instant.ts';
import type { Calendar, SpecialDay } from './types.ts';

/** Each calendar's days by time zone: every watch of a configuration asks for the same ones. */
const known = new WeakMap<Calendar, Map<string, readonly SpecialDay[]>>();

/** The events of the named calendars in a time zone, in order of their starts. Names that are not there are passed over. */
export function specialDaysOf(
  calendars: readonly Calendar[],
  names: readonly string[],
  timezone: string,
): readonly SpecialDay[] {
  const chosen = calendars.filter(({ name }) => names.includes(name)).map((calendar) => daysOf(calendar, timezone));
  return chosen.length === 1 ? chosen[0]! : chosen.flat().sort((a, b) => a.startMs - b.startMs);
}

function daysOf(calendar: Calendar, timezone: string): readonly SpecialDay[] {
  const byZone = known.get(calendar) ?? new Map<string, readonly SpecialDay[]>();
  known.set(calendar, byZone);
  const days = byZone.get(timezone) ?? expanded(calendar, timezone);
  byZone.set(timezone, days);
  return days;
}

function expanded({ name, events, like, least, most }: Calendar, timezone: string): readonly SpecialDay[] {
  const clock = createCivilClock(timezone);
  const days = events.map(({ summary, startMs, endMs, floating }) => ({
    startMs: floating ? instantOf(clock, startMs) : startMs,
    endMs: floating ? instantOf(clock, endMs) : endMs,
    ...{ summary, calendar: name, like, least, most },
  }));
  return days.sort((a, b) => a.startMs - b.startMs);
}

/**
 * The special day that an instant lies in: of several the one that began last.
 *
 * @param days in order of their starts
 */
export function createDayFinder(days: readonly SpecialDay[]): (timeMs: number) => SpecialDay | null {
  const longestMs = days.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0);
  return (timeMs) => {
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (days[middle]!.startMs <= timeMs) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0 && days[i]!.startMs > timeMs - longestMs; i--) {
      if (days[i]!.endMs > timeMs) return days[i]!;
    }
    return null;
  };
}
