import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExponentialPoint } from '../../intake/otlp/decoded.ts';
import { exponentialPoint } from '../test-telemetry.ts';
import { COUNT, POSITIVE_OFFSET, SUM, ZERO_COUNT } from './packed.ts';
import { subtractPacked } from './subtract.ts';
import { exponentialPoints, packed } from './test-packed.ts';

const of = (offset: number, counts: readonly number[], rest: Partial<ExponentialPoint> = {}) =>
  exponentialPoint({ timeMs: 1, scale: 1, positive: { offset, counts }, ...rest });

function difference(current: ExponentialPoint, previous: ExponentialPoint) {
  const now = packed(current);
  // Behind others, as in a slot.
  const before = Float64Array.of(7, 7, ...packed(previous));
  const by = new Float64Array(now.length);
  return { change: subtractPacked(now, before, 2, by), by };
}

describe('what was added to an exponential histogram', () => {
  it('is found at a lowered scale', () => {
    // Scale 1 → 0: old buckets 2, 3, 4, 5 are new buckets 1, 1, 2, 2.
    const { change, by } = difference(of(1, [4, 9], { scale: 0, sum: 9 }), of(2, [1, 2, 3, 4], { sum: 4 }));
    expect(change).toBe('increased');
    expect([...by.subarray(POSITIVE_OFFSET)]).toEqual([1, 2, 0, 0, 1, 2]);
    expect({ count: by[COUNT], sum: by[SUM] }).toEqual({ count: 3, sum: 5 });
  });

  it('is found where the range grew downwards, into negative indexes', () => {
    const { by } = difference(of(-5, [1, 0, 6]), of(-3, [5]));
    expect([...by.subarray(POSITIVE_OFFSET)]).toEqual([-5, 3, 0, 0, 1, 0, 1]);
  });

  it.each([
    ['a bucket that fell', of(0, [1, 9]), of(0, [2, 2]), 'decreased'],
    ['a bucket that is gone', of(0, [9]), of(0, [2, 2]), 'decreased'],
    ['fewer', of(0, [1]), of(0, [2]), 'decreased'],
    ['fewer zeros', of(0, [9]), of(0, [2], { zeroCount: 1 }), 'decreased'],
    ['a raised scale', of(0, [9, 9], { scale: 2 }), of(0, [2, 2]), 'incomparable'],
    ['a scale raised beyond what is kept', of(0, [9], { scale: 20 }), of(0, [2], { scale: 6 }), 'increased'],
    ['another zero threshold', of(0, [9, 9], { zeroThreshold: 0.1 }), of(0, [2, 2]), 'incomparable'],
  ])('%s', (_name, current, previous, change) => expect(difference(current, previous).change).toBe(change));

  it('is what was added, at any scale, on both sides', () => {
    fc.assert(
      fc.property(exponentialPoints, exponentialPoints, fc.nat(9), (before, like, zeros) => {
        // The same buckets, each with more in it.
        const more = (counts: readonly number[], added: readonly number[]) =>
          counts.map((_count, i) => added[i % Math.max(added.length, 1)] ?? 0);
        const positive = { ...before.positive, counts: more(before.positive.counts, like.positive.counts) };
        const negative = { ...before.negative, counts: more(before.negative.counts, like.negative.counts) };
        const { scale } = before;
        const added = exponentialPoint({ timeMs: 1, scale, zeroCount: zeros, positive, negative });
        const sum = (one: readonly number[], other: readonly number[]) => one.map((each, i) => each + other[i]!);
        const after = exponentialPoint({
          ...{ timeMs: 1, scale, zeroCount: before.zeroCount + zeros },
          positive: { ...positive, counts: sum(before.positive.counts, positive.counts) },
          negative: { ...negative, counts: sum(before.negative.counts, negative.counts) },
        });
        const { change, by } = difference(after, before);
        expect(change).toBe('increased');
        expect({ count: by[COUNT], zeros: by[ZERO_COUNT] }).toEqual({ count: added.count, zeros });
        const total = by.subarray(POSITIVE_OFFSET + 4).reduce((all, each) => all + each, 0);
        expect(total).toBe(added.count - zeros);
      }),
      { numRuns: 500 },
    );
  });
});
