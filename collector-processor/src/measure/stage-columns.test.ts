import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMetricsProtobuf } from '../intake/otlp/protobuf-reader.ts';
import { toProtobuf } from '../intake/otlp/test-requests.ts';
import { createMetricsReader } from '../intake/wire/metrics-reader.ts';
import { metricsMessages } from '../intake/wire/test-messages.ts';
import { REPLAY_LIMITS } from './limits.ts';
import { createMeasureStage } from './stage.ts';
import { MINUTE, ordersWatch, T0 } from './test-telemetry.ts';

const reader = createMetricsReader();
const read = (bytes: Uint8Array) => {
  const result = reader.read(bytes);
  if (result.status === 'malformed') throw new Error(result.error);
  return result.columns;
};
const nanos = (ms: number): string => `${ms}000000`;

/** A cumulative counter with one point an entry: attributes, and the total. */
function orders(minute: number, points: readonly (readonly [readonly object[], number])[]): Uint8Array {
  const dataPoints = points.map(([attributes, asInt]) => ({
    attributes,
    asInt,
    startTimeUnixNano: nanos(T0 - 86_400_000),
    timeUnixNano: nanos(T0 + minute * MINUTE),
  }));
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  return toProtobuf('MetricsRequest', {
    resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'x' }, metrics: [{ name: 'orders', sum }] }] }],
  });
}
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

describe('columns from the wire', () => {
  const watches = (['rate', 'mean', 'last', 'max', 'ratio', 'quantiles'] as const).map((measure) =>
    ordersWatch(measure, {
      name: measure,
      groupBy: [['a'], []],
      source: { kind: 'otlp-metric', metric: 'a', where: [] },
    }),
  );

  /** Requests through both ways, each into a stage of its own; @returns partials that came of them */
  function compare(requests: readonly Uint8Array[]): number {
    const fast = createMeasureStage({ watches, limits: REPLAY_LIMITS });
    const plain = createMeasureStage({ watches, limits: REPLAY_LIMITS });
    let partials = 0;
    for (const bytes of requests) {
      const decoded = readMetricsProtobuf(bytes);
      if (decoded.status === 'malformed') throw new Error(decoded.error);
      const measured = fast.metricColumns(read(bytes), T0);
      expect(measured).toEqual(plain.metrics(decoded.request, T0));
      partials += measured.batch.partials.length;
    }
    expect(fast.streamCount).toBe(plain.streamCount);
    return partials;
  }

  it('give the same partials and the same refusals as the plain form of the same requests', () => {
    const value = fc.nat(50);
    const point = fc.record({
      a: fc.constantFrom('x', 'y', ''),
      at: fc.nat(60),
      since: fc.constantFrom(0, T0 - 86_400_000, T0 - 60_000),
      counts: fc.tuple(value, value, value),
      bound: fc.constantFrom(1, 2),
      flags: fc.constantFrom(0, 0, 0, 1),
    });
    const metric = fc
      .record({
        kind: fc.constantFrom('gauge', 'sum', 'histogram', 'exponentialHistogram'),
        points: fc.array(point, { maxLength: 6 }),
        aggregationTemporality: fc.constantFrom(0, 1, 2, 2),
        isMonotonic: fc.boolean(),
      })
      .map(({ kind, points, ...data }) => {
        const dataPoints = points.map(({ a, at, since, counts, bound, flags }) => {
          const [one, two, three] = counts;
          const count = one + two + three;
          return {
            attributes: a === '' ? [] : [text('a', a)],
            startTimeUnixNano: nanos(since),
            timeUnixNano: nanos(T0 + at * 10_000),
            flags,
            asDouble: count,
            count,
            sum: count * 1.5,
            bucketCounts: counts,
            explicitBounds: [bound, 4],
            zeroCount: one,
            scale: bound - 1,
            positive: { offset: bound, bucketCounts: [two, three] },
          };
        });
        return { name: 'a', [kind]: { dataPoints, ...data } };
      });
    let partials = 0;
    fc.assert(
      fc.property(fc.array(fc.array(metric, { maxLength: 4 }), { minLength: 1, maxLength: 5 }), (requests) => {
        partials += compare(
          requests.map((metrics) =>
            toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }),
          ),
        );
      }),
      { numRuns: 150 },
    );
    expect(partials).toBeGreaterThan(1000);
  });

  it('give the same refusals for whatever a wayward encoder writes', () => {
    fc.assert(
      fc.property(fc.array(metricsMessages, { minLength: 1, maxLength: 4 }), (requests) => {
        compare(requests);
      }),
      { numRuns: 200 },
    );
  });

  it('know a stream whatever the order and the encoding of its attributes', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    const a = text('a', 'x');
    const b = { key: 'b', value: { intValue: 7 } };
    stage.metricColumns(read(orders(0, [[[a, b], 100]])), T0);
    stage.metricColumns(read(orders(1, [[[b, a], 110]])), T0);
    const asDouble = { key: 'b', value: { doubleValue: 7 } };
    const { batch } = stage.metricColumns(read(orders(2, [[[asDouble, a], 130]])), T0);
    expect(batch.partials).toMatchObject([{ aggregate: { sum: 20 } }]);
    expect(stage.streamCount).toBe(1);
  });

  it('leave a point with a broken attribute out, count it, and keep the rest', () => {
    const bytes = Uint8Array.from(
      orders(0, [
        [[text('aa', 'broken')], 1],
        [[text('ab', 'whole')], 1],
      ]),
    );
    // The value's length: it now reaches beyond its attribute.
    bytes[Buffer.from(bytes).indexOf('broken') - 1] = 100;
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    for (let times = 0; times < 2; times++) {
      const { accepted, refused } = stage.metricColumns(read(bytes), T0);
      expect({ accepted, refused }).toMatchObject({
        accepted: 1 - times,
        refused: [{ reason: 'malformed', count: 1, told: true }, ...(times > 0 ? [{ reason: 'duplicate' }] : [])],
      });
    }
  });

  it('find streams again after a restart, under another seed', () => {
    const before = createMeasureStage({ watches: [ordersWatch()] });
    before.metricColumns(read(orders(0, [[[text('a', 'x')], 100]])), T0);
    const after = createMeasureStage({ watches: [ordersWatch()] });
    after.restore(structuredClone(before.snapshot()));
    const { batch } = after.metricColumns(read(orders(1, [[[text('a', 'x')], 130]])), T0);
    expect(batch.partials).toMatchObject([{ aggregate: { sum: 30 } }]);
  });

  it('do not mix up streams that come and go at the cap', () => {
    const stage = createMeasureStage({
      watches: [ordersWatch()],
      limits: { maxStreams: 50, streamIdleMs: 5 * MINUTE },
    });
    for (let minute = 0; minute < 240; minute++) {
      const generation = Math.floor(minute / 20);
      const points = Array.from({ length: 40 }, (_, i) => [[text('pod', `${generation}-${i}`)], minute * 10] as const);
      const { batch, refused } = stage.metricColumns(read(orders(minute, points)), T0 + minute * MINUTE);
      if (minute % 20 > 6) {
        expect(refused).toEqual([]);
        expect(batch.partials).toMatchObject([{ aggregate: { sum: 400 } }]);
      }
    }
    expect(stage.streamCount).toBe(40);
  });
});
