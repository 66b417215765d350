import { describe, expect, it } from '@jest/globals';
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
