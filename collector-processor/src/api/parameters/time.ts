import { parseDuration } from '../../config/duration.ts';
import { badParameter } from './bad-parameter.ts';

const ALLOWED = 'epoch milliseconds, ISO 8601 with Z or an offset, or relative: now, now-6h, now+1d';
/** The last moment that a JavaScript date can hold. */
const LAST_MS = 8.64e15;

/**
 * A moment as a request gives it, in epoch milliseconds.
 *
 * @throws TidemarkError TLERR_BAD_PARAMETER
 */
export function parseTime(field: string, given: string, nowMs: number): number {
  // A plus that was not percent-encoded arrives as a space: now+1d, 08:00+02:00.
  const text = given.trim().replace(/ /g, '+');
  const timeMs = parseRelative(text, nowMs) ?? parseEpoch(text) ?? parseIso(text);
  if (timeMs === null) throw badParameter(field, given, 'not a time', ALLOWED);
  if (timeMs < 0 || timeMs > LAST_MS) throw badParameter(field, given, 'out of range', 'from 1970 to the year 275760');
  return timeMs;
}

function parseRelative(text: string, nowMs: number): number | null {
  const found = /^now(?:([+-])(.+))?$/.exec(text);
  if (found === null) return null;
  if (found[2] === undefined) return nowMs;
  const durationMs = parseDuration(found[2]);
  if (durationMs === null) return null;
  return found[1] === '-' ? nowMs - durationMs : nowMs + durationMs;
}

function parseEpoch(text: string): number | null {
  return /^-?\d{1,16}(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A date alone is UTC midnight; a time without an offset is refused, since whose clock it means is a guess. */
function parseIso(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text)) return null;
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}

/**
 * `from` and `to` of a request: from before to.
 *
 * @throws TidemarkError TLERR_BAD_PARAMETER
 */
export function parseSpan(query: { from: string; to: string }, nowMs: number): { fromMs: number; toMs: number } {
  const fromMs = parseTime('from', query.from, nowMs);
  const toMs = parseTime('to', query.to, nowMs);
  if (fromMs > toMs) throw badParameter('from', query.from, "after 'to'", `a time up to 'to' (${query.to})`);
  return { fromMs, toMs };
}
