/** What a column of times may be called, the likeliest first. */
export const TIME_COLUMNS: readonly string[] = ['time', 'timestamp', 'ts', 'date', 'datetime', 'ds'];

export type TimeFormat = 'epoch seconds' | 'epoch milliseconds' | 'ISO 8601';

/** Epoch seconds reach this in the year 5138, epoch milliseconds passed it in 1973. */
const SMALLEST_MS = 1e11;
/** The year 5138: what is later is in microseconds or nanoseconds. */
const LATEST_MS = 1e14;

const NUMBER = /^\d+(?:\.\d+)?$/;
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?\s?(?:Z|[+-]\d\d:?\d\d)?$/i;
const OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** How a file writes its times, read off one of them; null where it is none. */
export function detectTimeFormat(text: string): TimeFormat | null {
  if (NUMBER.test(text)) return Number(text) < SMALLEST_MS ? 'epoch seconds' : 'epoch milliseconds';
  return ISO.test(text) ? 'ISO 8601' : null;
}

/** Milliseconds since the epoch; null where `text` is no time of that format. A time without an offset is UTC. */
export function parseTime(text: string, format: TimeFormat): number | null {
  if (format === 'ISO 8601') return parseIso(text);
  if (!NUMBER.test(text)) return null;
  const timeMs = Math.round(Number(text) * (format === 'epoch seconds' ? 1000 : 1));
  return timeMs <= LATEST_MS ? timeMs : null;
}

function parseIso(text: string): number | null {
  if (!ISO.test(text)) return null;
  const date = text.slice(0, 10);
  const rest = text.slice(11).replace(',', '.').replace(/\s/, '');
  const hasOffset = text.length > 10 && OFFSET.test(rest);
  const timeMs = Date.parse(text.length === 10 ? `${date}T00:00:00Z` : `${date}T${rest}${hasOffset ? '' : 'Z'}`);
  return Number.isNaN(timeMs) ? null : timeMs;
}
