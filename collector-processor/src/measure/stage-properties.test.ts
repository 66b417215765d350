import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REPLAY_LIMITS } from './limits.ts';
import { createMeasureStage } from './stage.ts';
import {
  counter,
  exponentialPoint,
  histogramPoint,
  metricsOf,
  MINUTE,
  numberPoint,
  orders,
  ordersWatch,
  summarise,
  T0,
  type MeasuredMetric,
} from './test-telemetry.ts';

const shop = { 'service.name': 'shop' };

describe('whatever comes', () => {
  it('counts every increase exactly once, however a counter is sampled and reset', () => {
    const moves = fc.array(
      fc.record({ afterMs: fc.integer({ min: 1, max: 200_000 }), by: fc.nat(1000), reset: fc.boolean() }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(moves, fc.boolean(), (steps, saysStart) => {
        const stage = createMeasureStage({ watches: [ordersWatch()], limits: REPLAY_LIMITS });
        let timeMs = T0;
        let startMs = T0 - 86_400_000;
        let value = 5000;
        let truth = 0;
        let counted = 0;
        const send = () => {
          const point = numberPoint(value, { timeMs, startMs: saysStart ? startMs : 0 });
          for (const { aggregate } of stage.metrics(metricsOf(shop, counter([point])), timeMs).batch.partials) {
            if (aggregate.kind === 'sum') counted += aggregate.sum;
          }
        };
        send();
        for (const { afterMs, by, reset } of steps) {
          // A reset unsaid is only seen when the value falls.
          const restarts = reset && (saysStart || by < value);
          if (restarts) startMs = timeMs;
          timeMs += afterMs;
          value = restarts ? by : value + by;
          truth += by;
          send();
        }
        expect(counted).toBeCloseTo(truth, 5);
      }),
    );
  });

  it('the order of the points within a request does not matter', () => {
    const points = fc.array(
      fc.record({ code: fc.nat(5), value: fc.nat(100), second: fc.integer({ min: 1, max: 120 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(points, (list) => {
        const build = (items: typeof list) =>
          metricsOf(
            shop,
            counter(
              items.map(({ code, value, second }) =>
                numberPoint(value, { startMs: T0, timeMs: T0 + second * 1000 }, { code, second, value }),
              ),
              'delta',
            ),
          );
        const measured = (items: typeof list) =>
          summarise(createMeasureStage({ watches: [ordersWatch()] }).metrics(build(items), T0).batch);
        const unique = [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];
        const forwards = measured(unique);
        const backwards = measured([...unique].reverse());

        expect(Object.keys(backwards).sort()).toEqual(Object.keys(forwards).sort());
        for (const [key, value] of Object.entries(forwards)) expect(backwards[key]).toBeCloseTo(value as number, 9);
      }),
    );
  });

  it('no number that is not finite leaves, and every point is accounted for', () => {
    const wild = fc.oneof(
      fc.double(),
      fc.constantFrom(NaN, Infinity, -Infinity, 1e300, -1e300, 0, -1, Number.MAX_VALUE),
    );
    const time = fc.oneof(fc.constantFrom(0, T0, T0 + MINUTE, 1e300), fc.double({ min: 0, max: 2e13, noNaN: true }));
    const kinds = fc.constantFrom('gauge', 'sum', 'histogram', 'exponential');
    const point = fc.record({
      kind: kinds,
      value: wild,
      startMs: time,
      timeMs: time,
      counts: fc.array(wild, { maxLength: 4 }),
      bounds: fc.array(wild, { maxLength: 3 }),
      scale: fc.integer(),
    });
    const watches = (['rate', 'mean', 'last', 'max', 'ratio', 'quantiles'] as const).map((measure) =>
      ordersWatch(measure, { name: measure }),
    );
    fc.assert(
      fc.property(fc.array(point, { maxLength: 8 }), fc.constantFrom('delta', 'cumulative'), (points, temporality) => {
        const stage = createMeasureStage({ watches });
        const metrics = points.map(({ kind, value, startMs, timeMs, counts, bounds, scale }): MeasuredMetric => {
          const when = { startMs, timeMs };
          if (kind === 'gauge') return orders({ kind, points: [numberPoint(value, when)] });
          if (kind === 'sum') return orders({ kind, temporality, monotonic: true, points: [numberPoint(value, when)] });
          if (kind === 'histogram')
            return orders({ kind, temporality, points: [histogramPoint(counts, when, { bounds })] });
          return orders({
            kind,
            temporality,
            points: [exponentialPoint({ ...when, scale, zeroThreshold: value, positive: { offset: scale, counts } })],
          });
        });

        const { batch, accepted, refused } = stage.metrics(metricsOf(shop, ...metrics), T0);

        expect(accepted + refused.reduce((sum, { count }) => sum + count, 0)).toBe(points.length);
        // JSON writes what is not finite as null.
        expect(JSON.stringify(batch)).not.toContain('null');
      }),
    );
  });
});
