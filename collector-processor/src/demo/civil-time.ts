const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** 1970-01-01 was a Thursday; weeks here begin on Monday. */
const EPOCH_HOURS_INTO_WEEK = 3 * 24;
const HOURS_A_WEEK = 7 * 24;

/** Hours since Monday 00:00 on the clocks of a time zone, with fraction: [0, 168). */
export type HourOfWeek = (timeMs: number) => number;

/**
 * @param timezone IANA name
 * @throws RangeError for a name that Intl does not know
 */
export function createHourOfWeek(timezone: string): HourOfWeek {
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
  // Offsets change on quarter hours only, and asking Intl is slow: one answer serves a quarter hour.
  let cachedQuarter = NaN;
  let cachedOffsetMs = 0;

  function offsetMs(timeMs: number): number {
    const quarter = Math.floor(timeMs / QUARTER_MS);
    if (quarter === cachedQuarter) return cachedOffsetMs;
    const startMs = quarter * QUARTER_MS;
    const parts = Object.fromEntries(format.formatToParts(startMs).map(({ type, value }) => [type, Number(value)]));
    cachedOffsetMs =
      Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!) - startMs;
    cachedQuarter = quarter;
    return cachedOffsetMs;
  }

  return (timeMs) => {
    const hours = (timeMs + offsetMs(timeMs)) / HOUR_MS + EPOCH_HOURS_INTO_WEEK;
    return ((hours % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK;
  };
}
