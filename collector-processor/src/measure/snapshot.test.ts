import { describe, expect, it } from '@jest/globals';
import { createMeasureStage } from './stage.ts';
import { attributesKey, hash } from './attributes.ts';
import {
  attributes,
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
} from './test-telemetry.ts';
import { MEASURE_VERSION, type MeasureSnapshot } from './snapshot.ts';

const shop = { 'service.name': 'shop' };
const startMs = T0 - 86_400_000;
const family = (kind: string): string =>
  `${hash(attributesKey(attributes(shop)))}\u0000test\u0000\u0000orders\u0000${kind}`;
const stream = (kind: string, total: object) => [`${family(kind)}\u0001`, { startMs, lastMs: T0, total }, T0];
const buckets = { offset: 0, counts: [] };

/** As a checkpoint of the first version holds it. */
const version1 = {
  version: 1,
  streams: [
    stream('sum', { kind: 'number', value: 100 }),
    stream('histogram', { kind: 'histogram', count: 3, sum: 3, bounds: [0.1, 1], counts: [1, 1, 1] }),
    stream('exponential', {
      kind: 'exponential',
      count: 2,
      sum: null,
      scale: 0,
      zeroThreshold: 0,
      zeroCount: 0,
      positive: { offset: 0, counts: [2] },
      negative: buckets,
    }),
  ],
  families: [[family('sum'), { startMs, lastMs: T0, beforeMs: T0 - MINUTE, complete: true }, T0]],
  resources: [],
  services: [],
} as unknown as MeasureSnapshot;

const when = { startMs, timeMs: T0 + MINUTE };

describe('a snapshot of the first version', () => {
  it.each([
    ['counter', 'rate', counter([numberPoint(160, when)]), { 'orders{}@0': 60 }],
    [
      'histogram',
      'quantiles',
      orders({ kind: 'histogram', temporality: 'cumulative', points: [histogramPoint([1, 3, 4], when)] }),
      { 'orders{}@0': '(0,0.1]:0 (0.1,1]:2 (1,1]:3' },
    ],
    [
      'exponential histogram',
      'rate',
      orders({
        kind: 'exponential',
        temporality: 'cumulative',
        points: [exponentialPoint({ ...when, positive: { offset: 0, counts: [7] } })],
      }),
      { 'orders{}@0': 5 },
    ],
  ] as const)('gives what the %s said last', (_kind, measure, metric, expected) => {
    const stage = createMeasureStage({ watches: [ordersWatch(measure)] });
    expect(stage.restore(version1)).toBe(true);
    expect(summarise(stage.metrics(metricsOf(shop, metric), T0 + MINUTE).batch)).toEqual(expected);
  });

  it('gives when a metric was reported, so that a new stream of it is known as new', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    stage.restore(version1);
    const { batch } = stage.metrics(
      metricsOf(shop, counter([numberPoint(160, when), numberPoint(7, when, { a: 1 })])),
      T0 + MINUTE,
    );
    expect(summarise(batch)).toEqual({ 'orders{}@0': 67 });
  });

  it('of a version to come is left alone', () => {
    const stage = createMeasureStage({ watches: [ordersWatch()] });
    expect(stage.restore({ ...version1, version: 99 })).toBe(false);
  });
});

describe('a snapshot of the second version', () => {
  /** As a checkpoint of that version holds the totals of an exponential histogram: as they were sent, in objects. */
  const reading = { ...{ count: 6, sum: NaN, scale: 8, zeroThreshold: 0, zeroCount: 1 }, positive: buckets };
  const at = (minute: number, offset: number, counts: number[]) =>
    metricsOf(
      shop,
      orders({
        kind: 'exponential',
        temporality: 'cumulative',
        points: [
          exponentialPoint({
            ...{ startMs, timeMs: T0 + minute * MINUTE, zeroCount: 1, scale: 8 },
            negative: { offset, counts },
          }),
        ],
      }),
    );

  it('gives what exponential histograms said last, beside all else', () => {
    const before = createMeasureStage({ watches: [ordersWatch('quantiles')] });
    before.metrics(at(0, -3, [2, 3]), T0);
    before.metrics(metricsOf(shop, counter([numberPoint(160, { startMs, timeMs: T0 })])), T0);
    const { streams, ...rest } = before.snapshot();
    const exponentials = [[0, { ...reading, negative: { offset: -3, counts: [2, 3] } }]];
    const slot = Int32Array.of(-1, -1);
    const version2 = { ...rest, version: 2, streams: { ...streams, slot, exponentials } } as unknown as MeasureSnapshot;

    const stage = createMeasureStage({ watches: [ordersWatch('quantiles')] });
    expect(stage.restore(version2)).toBe(true);

    expect(stage.snapshot()).toEqual({ ...rest, version: MEASURE_VERSION, streams });
    const next = at(1, -4, [1, 2, 9]);
    const { batch } = stage.metrics(next, T0 + MINUTE);
    expect(batch).toEqual(before.metrics(next, T0 + MINUTE).batch);
    expect(batch.partials).toMatchObject([{ aggregate: { counts: [7] } }]);
  });
});

it('rows that are free over a snapshot are used again, and the others keep what they said', () => {
  const make = () => createMeasureStage({ watches: [ordersWatch()], limits: { streamIdleMs: 30 * MINUTE } });
  const say = (stage: ReturnType<typeof make>, minute: number, totals: Record<string, number>) => {
    const times = { startMs, timeMs: T0 + minute * MINUTE };
    const points = Object.entries(totals).map(([of, total]) => numberPoint(total, times, { of }));
    return summarise(stage.metrics(metricsOf(shop, counter(points)), T0 + minute * MINUTE).batch);
  };
  const before = make();
  say(before, 0, { a: 10, b: 10, c: 10 });
  // What is not heard of for an hour is forgotten: b, in the middle.
  for (let minute = 20; minute <= 100; minute += 20) say(before, minute, { a: 10 + minute, c: 10 + minute });
  expect(before.streamCount).toBe(2);
  const after = make();
  expect(after.restore(structuredClone(before.snapshot()))).toBe(true);
  expect(after.streamCount).toBe(2);
  const next = { a: 115, c: 117, d: 5 };
  expect(say(after, 101, next)).toEqual(say(before, 101, next));
  expect(after.streamCount).toBe(3);
  expect(after.snapshot().streams.family).toHaveLength(3);
});
