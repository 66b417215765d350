import { pathOf, statusOf, type AccessRecord } from './access-record.ts';
import { BEFORE_REQUEST, closingQuote } from './quoted.ts';
import { isoTime } from './time.ts';

const TIME_MOST = 40;
/**
 * ` 200 - 0 135 4 3` behind the request: status, flags, bytes received and sent, milliseconds, those of what answered. Istio
 * writes details, how the connection ended and what failed after the flags.
 */
const ANSWER = /^ (\d{1,3}) [^\s"]+(?: [^\s"]+ [^\s"]+ "[^"]*")? \d+ \d+ (\d+|-) (?:\d+|-)(?=\s|$)/;
/** More than an answer has, whatever failed. */
const ANSWER_MOST = 2000;

/**
 * A line in Envoy's default format, or Istio's, or null where it is none: `[start] "GET /path HTTP/2" status …`. Its time is
 * when the request began, its path as the client asked for it.
 */
export function readEnvoyLine(line: string): AccessRecord | null {
  if (!line.startsWith('[')) return null;
  const timeTo = line.indexOf(BEFORE_REQUEST);
  if (timeTo < 0 || timeTo > TIME_MOST) return null;
  const timeMs = isoTime(line.slice(1, timeTo));
  const requestFrom = timeTo + BEFORE_REQUEST.length;
  const requestTo = closingQuote(line, requestFrom);
  if (Number.isNaN(timeMs) || requestTo < 0) return null;
  const answer = ANSWER.exec(line.slice(requestTo + 1, requestTo + ANSWER_MOST));
  const status = answer === null ? null : statusOf(answer[1]!);
  if (answer === null || status === null) return null;
  const path = pathOf(line.slice(requestFrom, requestTo));
  // '-' is no number.
  return { status, route: '', path, durationSeconds: Number(answer[2]) / 1000, timeMs };
}
