import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';

export const START_MS = Date.UTC(2026, 10, 2);
export const STEP_MS = 10_000;
/** Points of a request that the watch on `shop.orders` takes; one event each. */
export const TAKEN_POINTS = 50;

/**
 * An export request, protobuf: fifty events of the first step, one point that is no number, and one that nobody watches.
 *
 * @param id tells its streams from those of all other requests
 */
export function requestOf({ id, sender }: { readonly id: string; readonly sender: string }): Buffer {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
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
  const orders = Array.from({ length: TAKEN_POINTS }, (_, n) => point(n, 1));
  const metrics = [
    counter('shop.orders', [...orders, point(TAKEN_POINTS, NaN)]),
    counter('shop.visits', [point(0, 1)]),
  ];
  const resource = { attributes: [attribute('id', id)] };
  return Buffer.from(toProtobuf('MetricsRequest', { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }));
}

/** Field 100 of the message, bytes, which no reader knows. */
const UNKNOWN_FIELD = Buffer.from([0xa2, 0x06]);

/** So many bytes to append to a request, which say nothing and compress well. */
export function weightOf(bytes: number): Buffer {
  const length: number[] = [];
  for (let rest = bytes; rest > 0; rest >>>= 7) length.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  return Buffer.concat([UNKNOWN_FIELD, Buffer.from(length), Buffer.alloc(bytes)]);
}
