const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Where an instant stands in the civil day and week of a time zone. */
export interface CivilClock {
  /**
   * Hours since Monday 00:00 civil time, in [0, 168), fractional. A DST night skips or repeats an hour of it, so a
   * season keyed by it follows what people do, not what UTC does.
   */
  hourOfWeek(timeMs: number): number;
  /** What the wall clock shows, as if it were UTC: ms since 1970-01-01 00:00 civil time. */
  wallMs(timeMs: number): number;
}

/**
 * @param timezone IANA name
 * @throws RangeError for a name that the platform does not know (Intl's own error)
 */
export function createCivilClock(timezone: string): CivilClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  // Steps come in order, so remembering the last one is enough: a day that begins and ends at the same offset has no other;
  // else offsets change on quarter hours only.
  let cachedDay = NaN;
  let cachedQuarter = NaN;
  let cachedOffsetMs = 0;

  function offsetMs(timeMs: number): number {
    const day = Math.floor(timeMs / DAY_MS);
    const quarter = Math.floor(timeMs / QUARTER_HOUR_MS);
    if (day === cachedDay || quarter === cachedQuarter) return cachedOffsetMs;
    const offset = offsetAt(day * DAY_MS);
    if (offset === offsetAt((day + 1) * DAY_MS)) {
      [cachedDay, cachedQuarter, cachedOffsetMs] = [day, NaN, offset];
    } else {
      [cachedDay, cachedQuarter, cachedOffsetMs] = [NaN, quarter, offsetAt(quarter * QUARTER_HOUR_MS)];
    }
    return cachedOffsetMs;
  }

  const offsetAt = (timeMs: number): number => civilMs(timeMs) - timeMs;

  function civilMs(timeMs: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(timeMs)) parts[type] = Number(value);
    return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  }

  const wallMs = (timeMs: number): number => timeMs + offsetMs(timeMs);

  return {
    wallMs,
    hourOfWeek(timeMs) {
      // The epoch was a Thursday: three days after the Monday that the week starts with here.
      const local = wallMs(timeMs) + 3 * DAY_MS;
      const inWeek = ((local % (7 * DAY_MS)) + 7 * DAY_MS) % (7 * DAY_MS);
      return inWeek / HOUR_MS;
    },
  };
}
