import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { createMetricsReader } from '../../src/intake/wire/metrics-reader.ts';

export const POINTS = 1000;
/** Where a data point's time and value stand behind its beginning: tag and start, tag and time, tag and value. */
const TIME_AT = 10;
const VALUE_AT = 19;

export interface RequestSource {
  /** The next request of this sender: later than the one before, every counter grown. The same buffer each time. */
  next(): Buffer;
}

/**
 * A sender of one request after the other: 1,000 points of a cumulative counter with 4 attributes each, about 166 kB, as
 * an SDK writes them.
 *
 * @param sender its streams are its own
 * @param intervalMs how much later each request is than the one before
 */
export function createRequestSource(sender: string, startMs: number, intervalMs = 10_000): RequestSource {
  const interval = BigInt(intervalMs) * 1_000_000n;
  const nanos = BigInt(startMs) * 1_000_000n;
  const dataPoints = Array.from({ length: POINTS }, (_, i) => ({
    startTimeUnixNano: String(nanos - interval),
    timeUnixNano: String(nanos),
    asDouble: 1,
    attributes: [
      { key: 'http.route', value: { stringValue: `/api/v1/items/${i % 50}` } },
      { key: 'http.request.method', value: { stringValue: i % 2 === 0 ? 'GET' : 'POST' } },
      { key: 'http.response.status_code', value: { intValue: 200 + (i % 5) } },
      { key: 'k8s.pod.name', value: { stringValue: `shop-7f9c6d5b8-${i}` } },
    ],
  }));
  const resource = {
    attributes: [
      { key: 'service.name', value: { stringValue: 'shop' } },
      { key: 'service.instance.id', value: { stringValue: sender } },
    ],
  };
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints };
  const metrics = [{ name: 'shop.orders', unit: '1', sum }];
  const request = { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'shop' }, metrics }] }] };
  const bytes = Buffer.from(toProtobuf('MetricsRequest', request));
  const read = createMetricsReader().read(bytes);
  if (read.status === 'malformed') throw new Error(read.error);
  const starts = read.columns.points.from.slice(0, POINTS);
  let sent = 0;
  return {
    next() {
      sent++;
      const time = nanos + BigInt(sent) * interval;
      for (let i = 0; i < POINTS; i++) {
        bytes.writeBigUInt64LE(time, starts[i]! + TIME_AT);
        bytes.writeDoubleLE(sent * (i + 1), starts[i]! + VALUE_AT);
      }
      return bytes;
    },
  };
}
