import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';

export const START_MS = Date.UTC(2026, 10, 2);
export const STEP_MS = 10_000;
/** What of a request a watch takes: points, spans or log records, one event each. */
export const TAKEN_POINTS = 50;
/** And what else is in it: one that is refused, and one that no watch is about. */
export const LEFT_POINTS = 2;

export type Signal = 'metrics' | 'traces' | 'logs';

export interface Weighed {
  /** Tells it, and its streams, from all others. */
  readonly id: string;
  /** Who is said to send it; each must only send one signal. */
  readonly sender: string;
  readonly signal?: Signal | undefined;
}

/** Of a signal: why the one is refused, and the other left. */
export const REASONS: Readonly<Record<Signal, readonly [refused: string, left: string]>> = {
  metrics: ['not_a_number', 'unwatched'],
  traces: ['no_time', 'unwatched'],
  logs: ['out_of_range', 'not_an_access_log'],
};

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const times = <T>(make: (n: number) => T): T[] => Array.from({ length: TAKEN_POINTS }, (_, n) => make(n));
/** Of the nth event, in the first step. */
const nanosOf = (n: number): string => `${START_MS + 1000 + n}000000`;

/** An export request, protobuf: fifty events of the first step, one that is refused, and one that nobody watches. */
export function requestOf({ signal = 'metrics', ...of }: Weighed): Buffer {
  if (signal === 'metrics') return metricsOf(of);
  return signal === 'traces' ? tracesOf(of) : logsOf(of);
}

function metricsOf({ id, sender }: Weighed): Buffer {
  const point = (n: number, asDouble: number) => ({
    attributes: [attribute('sender', sender), attribute('n', `${id}/${n}`)],
    startTimeUnixNano: `${START_MS}000000`,
    timeUnixNano: `${START_MS + STEP_MS}000000`,
    asDouble,
  });
  const counter = (name: string, dataPoints: readonly object[]) => ({
    name,
    sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints },
  });
  const orders = times((n) => point(n, 1));
  const metrics = [
    counter('shop.orders', [...orders, point(TAKEN_POINTS, NaN)]),
    counter('shop.visits', [point(0, 1)]),
  ];
  const resource = { attributes: [attribute('id', id)] };
  return Buffer.from(toProtobuf('MetricsRequest', { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }));
}

/** Spans of servers, some of which answered with 500; one without a start, and one of a client. */
function tracesOf({ id, sender }: Weighed): Buffer {
  const span = (n: number, rest: object = {}) => ({
    kind: 2,
    startTimeUnixNano: nanosOf(n),
    endTimeUnixNano: nanosOf(n + 20),
    attributes: [
      attribute('http.request.method', 'GET'),
      attribute('http.response.status_code', n % 5 ? '200' : '500'),
    ],
    ...rest,
  });
  const spans = [...times((n) => span(n)), span(0, { startTimeUnixNano: '0' }), span(0, { kind: 3 })];
  const resource = { attributes: [attribute('id', id), attribute('service.name', sender)] };
  return Buffer.from(toProtobuf('TracesRequest', { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }));
}

/** Records of an access log, by attributes, as JSON and as lines; one that took a week, and one that is none. */
function logsOf({ id, sender }: Weighed): Buffer {
  const named = [attribute('http.request.method', 'GET'), attribute('http.response.status_code', '200')];
  const line = '203.0.113.7 - - [02/Nov/2026:00:00:01 +0000] "GET /cart HTTP/1.1" 500 12 "-" "curl/8" 0.123';
  const ways = [
    { attributes: named },
    { body: { stringValue: JSON.stringify({ status: 200, request_method: 'GET', request_time: 0.2 }) } },
    { body: { stringValue: line } },
  ];
  const logRecords = [
    ...times((n) => ({ timeUnixNano: nanosOf(n), ...ways[n % ways.length] })),
    { timeUnixNano: nanosOf(0), attributes: [...named, attribute('http.server.request.duration', '700000')] },
    { timeUnixNano: nanosOf(0), body: { stringValue: 'started' } },
  ];
  const resource = { attributes: [attribute('id', id), attribute('service.name', sender)] };
  return Buffer.from(toProtobuf('LogsRequest', { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }));
}

/** Field 100 of the message, bytes, which no reader knows. */
const UNKNOWN_FIELD = Buffer.from([0xa2, 0x06]);

/** So many bytes to append to a request, which say nothing and compress well. */
export function weightOf(bytes: number): Buffer {
  const length: number[] = [];
  for (let rest = bytes; rest > 0; rest >>>= 7) length.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  return Buffer.concat([UNKNOWN_FIELD, Buffer.from(length), Buffer.alloc(bytes)]);
}
