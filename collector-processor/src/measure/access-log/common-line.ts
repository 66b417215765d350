import { orNothing, pathOf, statusOf, type AccessRecord } from './access-record.ts';
import { BEFORE_REQUEST, closingQuote, QUOTED } from './quoted.ts';
import { commonLogTime } from './time.ts';

/** `10/Oct/2000:13:55:36 -0700`, and with a fraction of a second. */
const TIME_LENGTHS = { least: 26, most: 36 };

/** ` 200 1234`, behind the request. */
const STATUS_AND_BYTES = /^ (\d{3}) (\d+|-)(?=\s|$)/;
/** nginx writes its `$request_time` like that, in seconds, and nothing else before it. */
const NGINX_SECONDS = /^\d+\.\d{3}$/;
const NAMED_SECONDS = /^(?:rt|request_time)="?(\d+\.\d+)"?$/;
/** The end of Traefik's lines: how many so far, router, server, duration. */
const TRAEFIK = /^ \d+ "([^"]*)" "[^"]*" (\d+)ms$/;

/**
 * A line in the common or the combined log format of Apache, nginx and most others, or null where it is none.
 * `host ident user [time] "request" status bytes`, and `"referer" "agent"` where it is combined.
 *
 * What follows has no common form. Taken are a duration as nginx writes it (three decimals, or `rt=`, `request_time=`), and
 * Traefik's router and duration. A whole number may be anything (Apache's %D is microseconds, its %T seconds), so it is not.
 */
export function readCommonLine(line: string): AccessRecord | null {
  const timeTo = line.indexOf(BEFORE_REQUEST);
  const timeFrom = line.lastIndexOf('[', timeTo) + 1;
  const timeLength = timeTo - timeFrom;
  if (timeTo < 0 || timeFrom < 2 || timeLength < TIME_LENGTHS.least || timeLength > TIME_LENGTHS.most) return null;
  const timeMs = commonLogTime(line.slice(timeFrom, timeTo));
  const requestFrom = timeTo + BEFORE_REQUEST.length;
  const requestTo = closingQuote(line, requestFrom);
  if (Number.isNaN(timeMs) || requestTo < 0) return null;
  const answer = STATUS_AND_BYTES.exec(line.slice(requestTo + 1, requestTo + 40));
  const status = answer === null ? null : statusOf(answer[1]!);
  if (answer === null || status === null) return null;
  const path = pathOf(line.slice(requestFrom, requestTo));
  return { status, path, timeMs, ...afterwards(line.slice(requestTo + 1 + answer[0].length).trimEnd()) };
}

function afterwards(rest: string): Pick<AccessRecord, 'route' | 'durationSeconds'> {
  for (let quoted = QUOTED.exec(rest); quoted !== null; quoted = QUOTED.exec(rest)) rest = rest.slice(quoted[0].length);
  const traefik = TRAEFIK.exec(rest);
  if (traefik !== null) return { route: orNothing(traefik[1]!), durationSeconds: Number(traefik[2]) / 1000 };
  for (const word of rest.split(' ')) {
    const seconds = NGINX_SECONDS.test(word) ? word : NAMED_SECONDS.exec(word)?.[1];
    if (seconds !== undefined) return { route: '', durationSeconds: Number(seconds) };
  }
  return { route: '', durationSeconds: NaN };
}
