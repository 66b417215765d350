/** What an access log says of one request. */
export interface AccessRecord {
  /** 0 where the connection ended before there was one. */
  readonly status: number;
  /** A label: one of few. '' where the log has none. */
  readonly route: string;
  /** As requested, never a label; '' where the log has none. */
  readonly path: string;
  /** NaN where the log has none. */
  readonly durationSeconds: number;
  /** By the log itself; 0 where it has none. */
  readonly timeMs: number;
}

/** What a log writes where there is nothing. */
const NOTHING = '-';

export const orNothing = (text: string): string => (text === NOTHING ? '' : text);

/** A status code; null where it is none. Proxies write 0 where the client was gone before there was one. */
export function statusOf(text: string): number | null {
  if (!/^\d{1,3}$/.test(text)) return null;
  const status = Number(text);
  return status === 0 || (status >= 100 && status <= 599) ? status : null;
}

/** The path of a request line (`GET /cart?id=7 HTTP/1.1`), or of a target alone: without origin, query and fragment. */
export function pathOf(request: string): string {
  const target = /^[A-Z]+ /.test(request) ? request.split(' ', 2)[1]! : request;
  return target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
}
