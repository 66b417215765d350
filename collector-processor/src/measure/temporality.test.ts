import { describe, expect, it } from '@jest/globals';
import { advanceCumulative, deltaStart, type Advance, type CumulativePoint, type StreamMemory } from './temporality.ts';

const context = { absentAtMs: null, recentStartMs: 300_000 };
/** Started at 1,000,000 and said 100 at 2,000,000. */
const memory: StreamMemory = { startMs: 1_000_000, lastMs: 2_000_000, total: { kind: 'number', value: 100 } };

function total(value: number, timeMs: number, startMs = 1_000_000): CumulativePoint {
  return { startMs, timeMs, total: { kind: 'number', value } };
}

function added(value: number, fromMs: number): Advance {
  return { status: 'added', fromMs, added: { kind: 'number', value } };
}

describe('advanceCumulative', () => {
  it.each<[string, StreamMemory | undefined, CumulativePoint, Advance]>([
    ['the first of an old stream is the baseline', undefined, total(100, 2_000_000), { status: 'baseline' }],
    [
      'the first of a stream without a start is the baseline',
      undefined,
      total(100, 2_000_000, 0),
      { status: 'baseline' },
    ],
    ['the first of a young stream counts since its start', undefined, total(7, 1_060_000), added(7, 1_000_000)],
    ['a point at its own start knows nothing yet', undefined, total(7, 1_000_000), { status: 'baseline' }],
    ['growth counts since the last one', memory, total(130, 2_060_000), added(30, 2_000_000)],
    ['no growth is zero, not nothing', memory, total(100, 2_060_000), added(0, 2_000_000)],
    ['a later start begins anew', memory, total(130, 2_060_000, 2_030_000), added(130, 2_030_000)],
    [
      'a later start without a start known before begins anew',
      { ...memory, startMs: 0 },
      total(5, 2_060_000, 2_030_000),
      added(5, 2_030_000),
    ],
    ['a start at the last point begins anew', memory, total(20, 2_060_000, 2_000_000), added(20, 2_000_000)],
    ['a new start at its own point is a new baseline', memory, total(20, 2_060_000, 2_060_000), { status: 'baseline' }],
    [
      'a start corrected to before the last point goes on',
      memory,
      total(130, 2_060_000, 1_500_000),
      added(30, 2_000_000),
    ],
    ['a fall begins anew unsaid', memory, total(20, 2_060_000), added(20, 2_000_000)],
    [
      'a fall without any start begins anew too',
      { ...memory, startMs: 0 },
      total(20, 2_060_000, 0),
      added(20, 2_000_000),
    ],
    ['the same time again is a duplicate', memory, total(130, 2_000_000), { status: 'refused', reason: 'duplicate' }],
    ['an older time is out of order', memory, total(90, 1_990_000), { status: 'refused', reason: 'out_of_order' }],
    [
      'an older start is out of order',
      memory,
      total(500, 2_060_000, 900_000),
      { status: 'refused', reason: 'out_of_order' },
    ],
    [
      'another kind of value is a new baseline',
      memory,
      { ...total(0, 2_060_000), total: { kind: 'histogram', count: 1, sum: 1, bounds: [], counts: [] } },
      { status: 'baseline' },
    ],
  ])('%s', (_name, previous, point, expected) => {
    expect(advanceCumulative(previous, point, context)).toEqual(expected);
  });

  it('counts all of a stream that the report before did not have', () => {
    const point = total(50, 2_060_000);
    expect(advanceCumulative(undefined, point, { ...context, absentAtMs: 2_000_000 })).toEqual(added(50, 2_000_000));
  });
});

describe('deltaStart', () => {
  it.each<[string, number, StreamMemory | undefined, number]>([
    ['its start', 1_000, memory, 1_000],
    ['the last point where it has no start', 0, memory, 2_000_000],
    ['the millisecond that ends it where nothing is known', 0, undefined, 2_059_999],
    ['the millisecond that ends it where its start is its time', 2_060_000, memory, 2_059_999],
  ])('is %s', (_name, startMs, previous, expected) => {
    expect(deltaStart(startMs, 2_060_000, previous)).toBe(expected);
  });
});
