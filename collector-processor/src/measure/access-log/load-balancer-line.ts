import { pathOf, statusOf, type AccessRecord } from './access-record.ts';
import { closingQuote } from './quoted.ts';
import { isoTime } from './time.ts';

/**
 * The type (which only application load balancers write), time, name, client and target; then three times in seconds, of request,
 * target and response, −1 where it did not come to that; the load balancer's status and the target's, bytes in and out.
 */
const HEAD =
  /^(?:(?:https?|h2|grpcs|wss?) )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z) \S+ \S+:\d+ \S+ (-1|\d+\.\d+) (-1|\d+\.\d+) (-1|\d+\.\d+) (\d{3}) (?:\d{3}|-) \d+ \d+ "/;
/** Names and addresses are short. */
const HEAD_MOST = 600;

/** A line of AWS' application and classic load balancers, or null where it is none. Its time is when the answer was sent. */
export function readLoadBalancerLine(line: string): AccessRecord | null {
  const head = HEAD.exec(line.slice(0, HEAD_MOST));
  if (head === null) return null;
  const requestTo = closingQuote(line, head[0].length);
  const status = statusOf(head[5]!);
  const timeMs = isoTime(head[1]!);
  if (requestTo < 0 || status === null || Number.isNaN(timeMs)) return null;
  const seconds = [head[2], head[3], head[4]].map(Number);
  const isTimed = seconds.every((each) => each >= 0);
  // Written with its scheme, host and port.
  const path = pathOf(line.slice(head[0].length, requestTo));
  return { status, route: '', path, durationSeconds: isTimed ? seconds.reduce((a, b) => a + b) : NaN, timeMs };
}
