import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REPLAY_LIMITS } from './limits.ts';
import type { MeasuredMetric } from './metric-streams.ts';
import { createMeasureStage } from './stage.ts';
import {
  counter,
  exponentialPoint,
  histogramPoint,
  metricsOf,
  MINUTE,
  numberPoint,
  ordersWatch,
  summarise,
  T0,
} from './test-telemetry.ts';

const shop = { 'service.name': 'shop' };

function orders(data: Omit<Extract<MeasuredMetric, { kind: 'gauge' }>, 'name' | 'unit'>): MeasuredMetric;
function orders(data: Omit<Extract<MeasuredMetric, { kind: 'sum' }>, 'name' | 'unit'>): MeasuredMetric;
function orders(data: Omit<Extract<MeasuredMetric, { kind: 'histogram' }>, 'name' | 'unit'>): MeasuredMetric;
function orders(data: Omit<Extract<MeasuredMetric, { kind: 'exponential' }>, 'name' | 'unit'>): MeasuredMetric;
function orders(data: object): MeasuredMetric {
  return { name: 'orders', unit: '', ...data } as MeasuredMetric;
}

describe('what a point contributes', () => {
  const at = { startMs: T0, timeMs: T0 + MINUTE };
  const gauge = orders({ kind: 'gauge', points: [numberPoint(7, at)] });
  const delta = orders({ kind: 'sum', temporality: 'delta', monotonic: true, points: [numberPoint(7, at)] });
  const upDown = orders({ kind: 'sum', temporality: 'cumulative', monotonic: false, points: [numberPoint(-7, at)] });
  const histogram = orders({
    kind: 'histogram',
    temporality: 'delta',
    points: [histogramPoint([1, 2, 3], at, { sum: 9, max: 4 })],
  });
  const exponential = orders({
    kind: 'exponential',
    temporality: 'delta',
    points: [
      exponentialPoint({
        ...at,
        scale: 0,
        zeroCount: 1,
        positive: { offset: -1, counts: [2, 0, 4] },
        negative: { offset: 0, counts: [1] },
        sum: 9,
      }),
    ],
  });

  it.each([
    ['gauge', 'mean', gauge, { 'orders{}@1': '7/1' }],
    ['gauge', 'max', gauge, { 'orders{}@1': 7 }],
    ['gauge', 'last', gauge, { 'orders{}@1': 7 }],
    ['gauge', 'quantiles', gauge, { 'orders{}@1': '(7,7]:1' }],
    ['counter', 'rate', delta, { 'orders{}@0': 7 }],
    ['counter', 'ratio', delta, { 'orders{}@0': '0/7' }],
    ['up-down counter', 'last', upDown, { 'orders{}@1': -7 }],
    ['histogram', 'rate', histogram, { 'orders{}@0': 6 }],
    ['histogram', 'ratio', histogram, { 'orders{}@0': '0/6' }],
    ['histogram', 'mean', histogram, { 'orders{}@0': '9/6' }],
    ['histogram', 'max', histogram, { 'orders{}@0': 4 }],
    ['histogram', 'quantiles', histogram, { 'orders{}@0': '(0,0.1]:1 (0.1,1]:2 (1,1]:3' }],
    ['exponential histogram', 'rate', exponential, { 'orders{}@0': 8 }],
    ['exponential histogram', 'mean', exponential, { 'orders{}@0': '9/8' }],
    ['exponential histogram', 'quantiles', exponential, { 'orders{}@0': '(0,0]:1 (0.5,1]:2 (2,4]:4 (-2,-1]:1' }],
  ] as const)('%s as %s', (_kind, measure, metric, expected) => {
    const stage = createMeasureStage({ watches: [ordersWatch(measure)] });
    const { batch, accepted, refused } = stage.metrics(metricsOf(shop, metric), at.timeMs);
    const values = Object.fromEntries(
      Object.entries(summarise(batch)).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replaceAll('-0', '0') : value,
      ]),
    );
    expect(values).toEqual(expected);
    expect({ accepted, refused }).toEqual({ accepted: 1, refused: [] });
  });

  it.each([
    ['gauge', 'rate', gauge],
    ['gauge', 'ratio', gauge],
    ['counter', 'mean', delta],
    ['counter', 'last', delta],
    ['histogram', 'last', histogram],
    [
      'histogram without buckets',
      'quantiles',
      orders({ kind: 'histogram', temporality: 'delta', points: [histogramPoint([], at, { bounds: [], count: 3 })] }),
    ],
    [
      'histogram without a sum',
      'mean',
      orders({ kind: 'histogram', temporality: 'delta', points: [histogramPoint([1, 2, 3], at, { sum: NaN })] }),
    ],
  ] as const)('%s cannot give %s, and says so', (_kind, measure, metric) => {
    const stage = createMeasureStage({ watches: [ordersWatch(measure)] });
    const { batch, accepted, refused } = stage.metrics(metricsOf(shop, metric), at.timeMs);
    expect(batch.partials).toEqual([]);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason: 'unsupported', count: 1, told: true }]);
  });
});

describe('points that are refused, by reason', () => {
  const timeMs = T0 + MINUTE;
  const many = Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`k${i}`, i]));
  const one = (value: number, when = {}, values = {}) =>
    counter([numberPoint(value, { startMs: T0, timeMs, ...when }, values)], 'delta');
  const buckets = (point: Parameters<typeof histogramPoint>[2], counts = [1, 2, 3]) =>
    orders({
      kind: 'histogram',
      temporality: 'delta',
      points: [histogramPoint(counts, { startMs: T0, timeMs }, point)],
    });

  it.each([
    ['unwatched', { ...one(1), name: 'other' } as MeasuredMetric],
    ['no_recorded_value', one(1, { flags: 1 })],
    ['no_time', one(1, { startMs: 0, timeMs: 0 })],
    ['bad_interval', one(1, { startMs: timeMs + 1 })],
    ['future', one(1, { timeMs: timeMs + 600_001 })],
    ['too_old', one(1, { startMs: 0, timeMs: timeMs - 86_400_001 })],
    ['gap_too_long', one(1, { startMs: timeMs - 3_600_001 })],
    ['not_a_number', one(NaN)],
    ['not_a_number', one(Infinity)],
    ['not_a_number', one(-Infinity)],
    ['out_of_range', one(1e300)],
    ['negative_increase', one(-1)],
    ['too_many_attributes', one(1, {}, many)],
    [
      'no_temporality',
      orders({ kind: 'sum', temporality: 'unspecified', monotonic: true, points: [numberPoint(1, { timeMs })] }),
    ],
    ['unsupported', { name: 'orders', unit: '', kind: 'other', pointCount: 1 } as const],
    ['inconsistent_buckets', buckets({ count: 7 })],
    ['inconsistent_buckets', buckets({ bounds: [1] })],
    ['inconsistent_buckets', buckets({ bounds: [2, 1] })],
    ['not_a_number', buckets({ bounds: [1, NaN] })],
    ['not_a_number', buckets({ sum: Infinity })],
    ['out_of_range', buckets({ max: 1e300 })],
    ['too_many_buckets', buckets({ bounds: Array.from({ length: 2049 }, (_, i) => i) })],
    [
      'inconsistent_buckets',
      orders({ kind: 'exponential', temporality: 'delta', points: [exponentialPoint({ timeMs, scale: 99 })] }),
    ],
    [
      'inconsistent_buckets',
      orders({ kind: 'exponential', temporality: 'delta', points: [exponentialPoint({ timeMs, count: 5 })] }),
    ],
    [
      'out_of_range',
      orders({
        kind: 'exponential',
        temporality: 'delta',
        points: [exponentialPoint({ timeMs, positive: { offset: 2 ** 30, counts: [1] } })],
      }),
    ],
    [
      'too_many_buckets',
      orders({
        kind: 'exponential',
        temporality: 'delta',
        points: [exponentialPoint({ timeMs, positive: { offset: 0, counts: new Array(2049).fill(0) } })],
      }),
    ],
  ] as const)('%s: case %#, and the rest of the batch is kept', (reason, metric) => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    const good = counter([numberPoint(5, { startMs: T0, timeMs }, { good: true })], 'delta');

    const { batch, accepted, refused } = stage.metrics(metricsOf(shop, metric, good), timeMs);

    expect(refused.map(({ reason: each, count }) => [each, count])).toEqual([[reason, 1]]);
    expect(accepted).toBe(1);
    expect(summarise(batch)).toEqual({ 'orders{}@0': 5 });
  });

  it('says of each what, where and why', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    const { refused } = stage.metrics(metricsOf(shop, one(NaN)), timeMs);
    expect(refused[0]!.message).toBe('not_a_number: its value is missing, NaN or infinite (orders)');
  });

  it('refuses a label value that is too long', () => {
    const stage = createMeasureStage({ watches: [ordersWatch('rate', { groupBy: [['region']] })] });
    const { refused } = stage.metrics(metricsOf(shop, one(1, {}, { region: 'x'.repeat(1025) })), timeMs);
    expect(refused).toMatchObject([{ reason: 'label_too_long', count: 1 }]);
  });

  it('takes any time in replay', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()], limits: REPLAY_LIMITS });
    expect(stage.metrics(metricsOf(shop, one(1)), 0).accepted).toBe(1);
  });
});

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

  it('takes a request back when it could not be passed on, so that its repetition counts', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    stage.metrics(at(0, 100), T0);
    const before = JSON.stringify(stage.snapshot());

    const first = stage.metrics(at(1, 160, { region: 'eu' }), T0);
    first.undo();
    expect(JSON.stringify(stage.snapshot())).toBe(before);

    stage.metrics(at(1, 160), T0).undo();
    const again = stage.metrics(at(1, 160), T0);
    first.undo();

    expect(summarise(again.batch)).toEqual({ 'orders{}@0': 60 });
    expect(stage.metrics(at(2, 170), T0).accepted).toBe(1);
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
    const snapshot = JSON.parse(JSON.stringify(stage.snapshot()));

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
