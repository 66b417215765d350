const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const COMMON = /^(\d\d)\/([A-Z][a-z][a-z])\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? ([+-])(\d\d)(\d\d)$/;
/** A time without an offset says nothing here: logs are written in whatever zone. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
const NUMBER = /^\d{1,20}(?:\.\d{1,9})?$/;

/** Epoch seconds reach this in the year 5138; milliseconds, microseconds and nanoseconds are beyond it since 1973. */
const LARGEST = 1e11;

/** `10/Oct/2000:13:55:36 -0700`; NaN where it is none. */
export function commonLogTime(text: string): number {
  const parts = COMMON.exec(text);
  if (parts === null) return NaN;
  const [, day, month, year, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = parts;
  const monthIndex = MONTHS.indexOf(month!);
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (monthIndex < 0 || h > 23 || m > 59 || s > 60) return NaN;
  const local = Date.UTC(Number(year), monthIndex, Number(day), h, m, s) + Number(`0.${fraction ?? 0}`) * 1000;
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return sign === '-' ? local + offsetMs : local - offsetMs;
}

/** ISO 8601 with its offset; NaN where it is none. */
export function isoTime(text: string): number {
  return ISO.test(text) ? Date.parse(text.replace(',', '.').replace(' ', 'T')) : NaN;
}

/** A time in one of the ways that logs write it: as above, ISO 8601 with its offset, seconds or smaller since the epoch. */
export function logTime(text: string): number {
  if (NUMBER.test(text)) {
    let time = Number(text) * 1000;
    while (time >= LARGEST * 1000) time /= 1000;
    return time;
  }
  const iso = isoTime(text);
  return Number.isNaN(iso) ? commonLogTime(text) : iso;
}
