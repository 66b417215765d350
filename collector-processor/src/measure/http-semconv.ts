import type { Lookup } from './matchers.ts';

/**
 * The metrics that HTTP servers report by semantic convention. No convention ever had a metric that only counts
 * requests: the histogram's count is the number of requests.
 */
const METRICS: ReadonlyMap<string, { readonly rank: number; readonly unit: string }> = new Map([
  ['http.server.request.duration', { rank: 2, unit: 's' }],
  ['http.server.duration', { rank: 1, unit: 'ms' }],
]);

/** New attribute name → the one it replaces. Group-bys and the status code are looked up by the new one. */
const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['http.request.method', 'http.method'],
  ['http.response.status_code', 'http.status_code'],
  ['url.scheme', 'http.scheme'],
  ['network.protocol.version', 'http.flavor'],
  ['server.address', 'net.host.name'],
  ['server.port', 'net.host.port'],
]);

export interface HttpMetric {
  /** Where one resource reports both, the higher counts. */
  readonly rank: number;
  /** Divides a value to give seconds. */
  readonly divisor: number;
}

/** null where the metric is none of an HTTP server's. */
export function httpMetric(name: string, unit: string): HttpMetric | null {
  const metric = METRICS.get(name);
  if (metric === undefined) return null;
  return { rank: metric.rank, divisor: (unit || metric.unit) === 'ms' ? 1000 : 1 };
}

/** Names of HTTP server metrics, old and new. */
export const HTTP_METRIC_NAMES: readonly string[] = [...METRICS.keys()];

/** The lookup with new names, finding old ones. */
export function withOldNames(lookup: Lookup): Lookup {
  return (key) => {
    const value = lookup(key);
    const old = value === '' ? OLD_NAMES.get(key) : undefined;
    return old === undefined ? value : lookup(old);
  };
}

/** Whether what a server says is of an HTTP request (and not of an RPC or a message). */
export function isHttpRequest(lookup: Lookup): boolean {
  return lookup('http.request.method') !== '' || lookup('http.response.status_code') !== '';
}

export type StatusClass = 'ok' | 'client_error' | 'server_error';

/**
 * By status code; where there is none (the connection broke, the handler threw), whether the request is marked as an
 * error.
 */
export function statusClass(lookup: Lookup, markedAsError: boolean): StatusClass {
  const code = Number(lookup('http.response.status_code') || NaN);
  if (code >= 500 && code < 600) return 'server_error';
  if (code >= 400 && code < 500) return 'client_error';
  const unknown = !(code >= 100 && code < 400);
  return unknown && markedAsError ? 'server_error' : 'ok';
}
