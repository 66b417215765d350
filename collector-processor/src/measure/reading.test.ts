import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { subtractCounts, subtractExponential, type ExponentialReading } from './reading.ts';

function exponential(counts: readonly number[], rest: Partial<ExponentialReading> = {}): ExponentialReading {
  return {
    count: counts.reduce((sum, each) => sum + each, 0),
    sum: NaN,
    scale: 1,
    zeroThreshold: 0,
    zeroCount: 0,
    positive: { offset: 0, counts },
    negative: { offset: 0, counts: [] },
    ...rest,
  };
}

describe('subtractCounts', () => {
  it('takes bucket from bucket, wherever they stand', () => {
    const by = new Float64Array(3);
    const change = subtractCounts(Float64Array.of(9, 5, 7, 9), 1, Float64Array.of(5, 4, 8), 0, 3, by);
    expect({ change, by: [...by] }).toEqual({ change: 'increased', by: [0, 3, 1] });
  });

  it('says that a bucket fell', () => {
    const current = Float64Array.of(1, 9);
    expect(subtractCounts(current, 0, Float64Array.of(2, 2), 0, 2, new Float64Array(2))).toBe('decreased');
  });
});

describe('subtractExponential', () => {
  it('brings the previous one to a lowered scale first', () => {
    // Scale 1 → 0: old buckets 2, 3, 4, 5 are new buckets 1, 1, 2, 2.
    const previous = exponential([1, 2, 3, 4], { positive: { offset: 2, counts: [1, 2, 3, 4] } });
    const current = exponential([4, 9], { scale: 0, positive: { offset: 1, counts: [4, 9] } });

    const difference = subtractExponential(current, previous);

    expect(difference).toMatchObject({
      status: 'increased',
      by: { scale: 0, count: 3, positive: { offset: 1, counts: [1, 2] } },
    });
  });

  it('follows a range that grew downwards, into negative indexes', () => {
    const previous = exponential([5], { positive: { offset: -3, counts: [5] } });
    const current = exponential([1, 0, 6], { positive: { offset: -5, counts: [1, 0, 6] } });
    expect(subtractExponential(current, previous)).toMatchObject({
      status: 'increased',
      by: { positive: { offset: -5, counts: [1, 0, 1] } },
    });
  });

  it.each([
    ['a bucket that fell', exponential([1, 9]), exponential([2, 2]), 'decreased'],
    ['a bucket that is gone', exponential([9]), exponential([2, 2]), 'decreased'],
    ['a raised scale', exponential([9, 9], { scale: 2 }), exponential([2, 2]), 'incomparable'],
    ['another zero threshold', exponential([9, 9], { zeroThreshold: 0.1 }), exponential([2, 2]), 'incomparable'],
  ])('%s', (_name, current, previous, status) => {
    expect(subtractExponential(current, previous).status).toBe(status);
  });

  it('adding something and taking it away again gives it back, at any scale', () => {
    const buckets = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(buckets, buckets, fc.integer({ min: -20, max: 20 }), (before, more, offset) => {
        const length = Math.max(before.length, more.length);
        const after = Array.from({ length }, (_, i) => (before[i] ?? 0) + (more[i] ?? 0));
        const at = (counts: readonly number[]) => exponential(counts, { positive: { offset, counts } });

        const difference = subtractExponential(at(after), at(before));

        expect(difference).toMatchObject({
          status: 'increased',
          by: { positive: { offset, counts: Array.from({ length }, (_, i) => more[i] ?? 0) } },
        });
      }),
    );
  });
});
