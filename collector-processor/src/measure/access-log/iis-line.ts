import { orNothing, statusOf, type AccessRecord } from './access-record.ts';
import { isoTime } from './time.ts';

/**
 * The fields that IIS writes unless it is told otherwise, the referer only since version 8: date, time, server's address, method,
 * path, query, port, user, client's address, agent, (referer), status, substatus, Windows' status, milliseconds.
 */
const LINE =
  /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) [\da-fA-F.:%]+ [A-Z_-]{3,20} (\S+) \S+ \d{1,5} \S+ [\da-fA-F.:%]+ \S+(?: \S+)? (\d{3}) \d+ \d+ (\d+)\s*$/;

/**
 * A line of IIS in the W3C extended format with the fields that are its default, or null where it is none. Which fields such
 * a log has stands in its head, which is another record: of other fields nothing is guessed. Times are UTC.
 */
export function readIisLine(line: string): AccessRecord | null {
  const parts = LINE.exec(line);
  if (parts === null) return null;
  const [, date, time, path, code, milliseconds] = parts;
  const timeMs = isoTime(`${date}T${time}Z`);
  const status = statusOf(code!);
  if (status === null || Number.isNaN(timeMs)) return null;
  return { status, route: '', path: orNothing(path!), durationSeconds: Number(milliseconds) / 1000, timeMs };
}
