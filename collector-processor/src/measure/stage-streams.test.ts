import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { createMeasureStage } from './stage.ts';
import { counter, metricsOf, MINUTE, numberPoint, ordersWatch, summarise, T0 } from './test-telemetry.ts';

const shop = { 'service.name': 'shop' };

describe('streams', () => {
  const at = (minute: number, value: number, values = {}, startMs = T0 - 3 * 86_400_000) =>
    metricsOf(shop, counter([numberPoint(value, { startMs, timeMs: T0 + minute * MINUTE }, values)]));

  it('counts a cumulative counter from its second point on, zero included', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    expect(summarise(stage.metrics(at(0, 100), T0).batch)).toEqual({});
    expect(summarise(stage.metrics(at(1, 160), T0 + MINUTE).batch)).toEqual({ 'orders{}@0': 60 });
    expect(summarise(stage.metrics(at(2, 160), T0 + 2 * MINUTE).batch)).toEqual({ 'orders{}@1': 0 });
    expect(summarise(stage.metrics(at(4.5, 210), T0 + 5 * MINUTE).batch)).toEqual({
      'orders{}@2': 20,
      'orders{}@3': 20,
      'orders{}@4': 10,
    });
  });

  it('counts a repeated point once', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    stage.metrics(at(0, 100), T0);
    stage.metrics(at(1, 160), T0);
    const { batch, refused } = stage.metrics(at(1, 160), T0);
    expect(batch).toEqual({ partials: [], producers: [] });
    expect(refused).toMatchObject([{ reason: 'duplicate', count: 1, told: false }]);
  });

  it('counts all of a stream that appears beside known ones of the same process', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    stage.metrics(at(0, 100, { code: 200 }), T0);
    stage.metrics(at(1, 100, { code: 200 }), T0);
    const { batch } = stage.metrics(at(2, 30, { code: 500 }), T0);
    expect(summarise(batch)).toEqual({ 'orders{}@1': 30 });
  });

  it.each([
    ['of another process', 30, T0 - 5 * 86_400_000],
    ['without a start', 30, 0],
  ])('takes the first point %s as a baseline', (_name, value, startMs) => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    stage.metrics(at(0, 100, { pod: 'a' }), T0);
    stage.metrics(at(1, 100, { pod: 'a' }), T0);
    expect(summarise(stage.metrics(at(2, value, { pod: 'b' }, startMs), T0).batch)).toEqual({});
  });

  it('follows at most so many, forgets the silent ones, and does not mistake a returning one for a new one', () => {
    const stage = createMeasureStage({
      watches: [ordersWatch()],
      limits: { maxStreams: 2, streamIdleMs: 10 * MINUTE },
    });
    stage.metrics(at(0, 1, { code: 1 }), T0);
    stage.metrics(at(0, 1, { code: 2 }), T0);
    expect(stage.metrics(at(0, 1, { code: 3 }), T0).refused).toMatchObject([
      { reason: 'cardinality', count: 1, told: true },
    ]);
    for (let minute = 1; minute <= 61; minute++) stage.metrics(at(minute, 1, { code: 1 }), T0 + minute * MINUTE);
    expect(stage.streamCount).toBe(1);

    const { accepted, batch } = stage.metrics(at(62, 999, { code: 3 }), T0 + 62 * MINUTE);

    expect(accepted).toBe(1);
    expect(summarise(batch)).toEqual({});
  });

  it('is not hurt by a hundred thousand label values', () => {
    const stage = createMeasureStage({
      watches: [ordersWatch('rate', { groupBy: [['user']] })],
      limits: { maxStreams: 1000 },
    });
    const points = Array.from({ length: 100_000 }, (_, user) =>
      numberPoint(1, { startMs: T0, timeMs: T0 + MINUTE }, { user }),
    );
    const { accepted, refused, batch } = stage.metrics(metricsOf(shop, counter(points, 'delta')), T0 + MINUTE);
    expect(accepted).toBe(1000);
    expect(refused).toMatchObject([{ reason: 'cardinality', count: 99_000 }]);
    expect(batch.partials).toHaveLength(1000);
    expect(stage.streamCount).toBe(1000);
  });

  it('goes on after a restart where it left off', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    stage.metrics(at(0, 100), T0);
    const snapshot = deserialize(serialize(stage.snapshot()));

    const restarted = createMeasureStage({ watches: [ordersWatch()] });
    expect(restarted.restore(snapshot)).toBe(true);
    expect(summarise(restarted.metrics(at(1, 160), T0).batch)).toEqual({ 'orders{}@0': 60 });
    expect(restarted.restore({ ...snapshot, version: 0 })).toBe(false);
  });

  it('marks how far each sender has told, by its resource', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    const [first] = stage.metrics(at(0, 1), T0).batch.producers;
    const [second] = stage.metrics(at(1, 1), T0).batch.producers;
    const [other] = stage.metrics(metricsOf({ 'service.name': 'cart' }, counter([numberPoint(1, { timeMs: T0 })])), T0)
      .batch.producers;

    expect(first).toEqual({ producer: expect.stringMatching(/^metrics\/.{16}$/), coveredToMs: T0 });
    expect(second).toEqual({ producer: first!.producer, coveredToMs: T0 + MINUTE });
    expect(other!.producer).not.toBe(first!.producer);
  });
});
