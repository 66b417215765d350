import { messageType } from '../../src/intake/otlp/proto-schema.ts';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { createLogsReader } from '../../src/intake/wire/logs-reader.ts';
import { createMetricsReader } from '../../src/intake/wire/metrics-reader.ts';
import { createTracesReader } from '../../src/intake/wire/traces-reader.ts';
import { DEFAULT_ACCESS_LOGS, statusNames } from '../../src/measure/access-log/reader.ts';
import { bestOf, rate, type Bench } from '../frame.ts';
import { createRequestSource, POINTS } from '../intake/requests.ts';

const PEER = 'protobufjs 8.8';

/** Points, spans and log records a CPU-second from bytes to what measure can work on. */
export const readerBench: Bench = {
  name: 'otlp reader',
  async run({ quick }) {
    const bytes = createRequestSource('reader', Date.now()).next();
    const reader = createMetricsReader();
    const decoder = messageType('MetricsRequest');
    const read = (): void => {
      const result = reader.read(bytes);
      if (result.status === 'malformed' || result.columns.points.count !== POINTS) throw new Error('not what was sent');
    };
    const decode = (): void => void decoder.decode(bytes);
    const spanBytes = spansRequest();
    const spanReader = createTracesReader();
    const spanDecoder = messageType('TracesRequest');
    const readSpans = (): void => {
      const result = spanReader.read(spanBytes);
      if (result.status === 'malformed' || result.columns.count !== POINTS) throw new Error('not what was sent');
    };
    const decodeSpans = (): void => void spanDecoder.decode(spanBytes);
    const logBytes = logsRequest();
    const logReader = createLogsReader(statusNames(DEFAULT_ACCESS_LOGS));
    const logDecoder = messageType('LogsRequest');
    const readLogs = (): void => {
      const result = logReader.read(logBytes);
      if (result.status === 'malformed' || result.columns.count !== POINTS) throw new Error('not what was sent');
    };
    const decodeLogs = (): void => void logDecoder.decode(logBytes);
    const [times, peerTimes] = quick ? [1500, 200] : [4000, 500];
    pointsPerCpuSecond(read, times);
    pointsPerCpuSecond(decode, peerTimes);
    pointsPerCpuSecond(readSpans, times);
    pointsPerCpuSecond(decodeSpans, peerTimes);
    pointsPerCpuSecond(readLogs, times);
    pointsPerCpuSecond(decodeLogs, peerTimes);
    const best = await bestOf(quick ? 3 : 7, {
      reader: () => pointsPerCpuSecond(read, times),
      peer: () => pointsPerCpuSecond(decode, peerTimes),
      spans: () => pointsPerCpuSecond(readSpans, times),
      spansPeer: () => pointsPerCpuSecond(decodeSpans, peerTimes),
      logs: () => pointsPerCpuSecond(readLogs, times),
      logsPeer: () => pointsPerCpuSecond(decodeLogs, peerTimes),
    });
    return [
      rate('OTLP reader', 'points/CPU-s', best.reader, PEER, best.peer),
      rate('OTLP reader of spans', 'spans/CPU-s', best.spans, PEER, best.spansPeer),
      rate('OTLP reader of logs', 'records/CPU-s', best.logs, PEER, best.logsPeer),
    ];
  },
};

/** As many spans as a metrics request has points, of servers and clients, six attributes each. */
function spansRequest(): Uint8Array {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const spans = Array.from({ length: POINTS }, (_, i) => ({
    kind: i % 4 === 0 ? 2 : 3,
    startTimeUnixNano: '1795262460000000000',
    endTimeUnixNano: '1795262460012000000',
    status: { code: i % 50 === 0 ? 2 : 0 },
    attributes: [
      text('http.request.method', i % 2 === 0 ? 'GET' : 'POST'),
      text('http.route', `/api/v1/items/${i % 50}`),
      { key: 'http.response.status_code', value: { intValue: 200 + (i % 5) } },
      text('url.path', `/api/v1/items/${i}`),
      text('server.address', 'shop.example'),
      text('user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64)'),
    ],
  }));
  const resource = { attributes: [text('service.name', 'shop')] };
  return toProtobuf('TracesRequest', { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
}

/** As many records, of which one in four is of an access log by convention, one a line of one, and two are neither. */
function logsRequest(): Uint8Array {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const bodies = [
    'GET /cart',
    '::1 - - [21/Nov/2026:12:00:05 +0000] "GET /cart?id=7 HTTP/1.1" 200 2326 "-" "Mozilla/5.0 (X11; Linux x86_64)"',
    'stock was updated for 7 items of the order in 12 ms',
    'cache refreshed',
  ];
  const logRecords = Array.from({ length: POINTS }, (_, i) => ({
    timeUnixNano: '1795262460000000000',
    observedTimeUnixNano: '1795262460012000000',
    body: { stringValue: bodies[i % 4] },
    attributes: [
      text('log.file.name', 'access.log'),
      text('thread.name', `worker-${i % 8}`),
      text('code.function.name', 'handle'),
      ...(i % 4 === 0
        ? [text('http.request.method', 'GET'), { key: 'http.response.status_code', value: { intValue: 200 } }]
        : []),
    ],
  }));
  const resource = { attributes: [text('service.name', 'shop')] };
  return toProtobuf('LogsRequest', { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
}

function pointsPerCpuSecond(readOne: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) readOne();
  const { user, system } = process.cpuUsage(before);
  return (times * POINTS * 1e6) / (user + system);
}
