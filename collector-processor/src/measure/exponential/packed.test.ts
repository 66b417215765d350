import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exponentialPoint } from '../test-telemetry.ts';
import { bucketKey, bucketOfKey } from './bucket-keys.ts';
import {
  COUNT,
  COUNTS,
  MAX_SCALE,
  NEGATIVE_LENGTH,
  NEGATIVE_OFFSET,
  POSITIVE_LENGTH,
  POSITIVE_OFFSET,
  SCALE,
} from './packed.ts';
import { bounds, bucketsAt, exponentialPoints, packed } from './test-packed.ts';

/** By the bounds of its buckets, without the zero bucket. */
function bucketsOf(numbers: Float64Array): Map<string, number> {
  const buckets = new Map<string, number>();
  const add = (isNegative: boolean, offsetAt: number, at: number) => {
    for (let i = 0; i < numbers[offsetAt + 1]!; i++) {
      const { lower, upper } = bucketOfKey(bucketKey(numbers[SCALE]!, numbers[offsetAt]! + i, isNegative));
      if (numbers[at + i]! > 0) buckets.set(bounds(lower, upper), numbers[at + i]!);
    }
  };
  add(false, POSITIVE_OFFSET, COUNTS);
  add(true, NEGATIVE_OFFSET, COUNTS + numbers[POSITIVE_LENGTH]!);
  return buckets;
}

describe('a packed exponential histogram', () => {
  it('has what the point has, in buckets that are no finer than is kept', () => {
    fc.assert(
      fc.property(exponentialPoints, (point) => {
        const numbers = packed(point);
        const scale = Math.min(point.scale, MAX_SCALE);
        expect(numbers[SCALE]).toBe(scale);
        expect(numbers[COUNT]).toBe(point.count);
        expect(bucketsOf(numbers)).toEqual(bucketsAt(scale, { ...point, zeroCount: 0 }));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves out what is empty at either end', () => {
    const sides = { positive: { offset: 3, counts: [0, 0, 7, 0, 1, 0] }, negative: { offset: 9, counts: [0, 0] } };
    const numbers = packed(exponentialPoint({ timeMs: 1, ...sides }));
    expect([...numbers.subarray(POSITIVE_OFFSET)]).toEqual([5, 3, 0, 0, 7, 0, 1]);
    expect(numbers[NEGATIVE_LENGTH]).toBe(0);
  });

  it('is small where a fine one is narrow', () => {
    const counts = new Array<number>(160).fill(2);
    const numbers = packed(exponentialPoint({ timeMs: 1, scale: 20, positive: { offset: 1000, counts } }));
    expect([...numbers.subarray(POSITIVE_OFFSET)]).toEqual([0, 1, 0, 0, 320]);
  });
});
