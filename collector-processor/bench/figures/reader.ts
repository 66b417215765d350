import { messageType } from '../../src/intake/otlp/proto-schema.ts';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { createMetricsReader } from '../../src/intake/wire/metrics-reader.ts';
import { createTracesReader } from '../../src/intake/wire/traces-reader.ts';
import { bestOf, rate, type Bench } from '../frame.ts';
import { createRequestSource, POINTS } from '../intake/requests.ts';

const PEER = 'protobufjs 8.8';

/** Points and spans a CPU-second from bytes to what measure can work on. */
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
    const [times, peerTimes] = quick ? [1500, 200] : [4000, 500];
    pointsPerCpuSecond(read, times);
    pointsPerCpuSecond(decode, peerTimes);
    pointsPerCpuSecond(readSpans, times);
    pointsPerCpuSecond(decodeSpans, peerTimes);
    const best = await bestOf(quick ? 3 : 7, {
      reader: () => pointsPerCpuSecond(read, times),
      peer: () => pointsPerCpuSecond(decode, peerTimes),
      spans: () => pointsPerCpuSecond(readSpans, times),
      spansPeer: () => pointsPerCpuSecond(decodeSpans, peerTimes),
    });
    return [
      rate('OTLP reader', 'points/CPU-s', best.reader, PEER, best.peer),
      rate('OTLP reader of spans', 'spans/CPU-s', best.spans, PEER, best.spansPeer),
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

function pointsPerCpuSecond(readOne: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) readOne();
  const { user, system } = process.cpuUsage(before);
  return (times * POINTS * 1e6) / (user + system);
}
