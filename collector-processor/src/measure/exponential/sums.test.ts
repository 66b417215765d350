import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exponentialPoint } from '../test-telemetry.ts';
import { MAX_SCALE } from './packed.ts';
import { ExponentialSums } from './sums.ts';
import { bucketsAt, bucketsIn, exponentialPoints, packed } from './test-packed.ts';

const WHOLE = Float64Array.of(1, 0.5);

describe('sums of exponential histograms', () => {
  it('are those of their buckets, row by row, batch after batch', () => {
    const sums = new ExponentialSums();
    const contribution = fc.record({ row: fc.nat(5), point: exponentialPoints });
    fc.assert(
      fc.property(fc.array(contribution, { maxLength: 30 }), (given) => {
        const expected = Array.from({ length: 6 }, () => new Map<string, number>());
        for (let row = 0; row < 6; row++) sums.open(row);
        for (const { row, point } of given) {
          sums.add(row, packed(point), WHOLE, 0, 1);
          for (const [bucket, count] of bucketsAt(Math.min(point.scale, MAX_SCALE), point))
            expected[row]!.set(bucket, (expected[row]!.get(bucket) ?? 0) + count);
        }
        expected.forEach((buckets, row) => {
          const histogram = sums.histogram(row);
          expect(histogram === null ? new Map() : bucketsIn(histogram)).toEqual(buckets);
          expect(new Set(histogram?.uppers.map((upper, i) => `${histogram.lowers[i]} ${upper}`)).size).toBe(
            buckets.size,
          );
        });
        sums.clear();
      }),
      { numRuns: 300 },
    );
  });

  it('have shares, and units', () => {
    const sums = new ExponentialSums();
    sums.open(0);
    const point = exponentialPoint({ timeMs: 1, zeroCount: 4, zeroThreshold: 1, positive: { offset: 1, counts: [2] } });
    sums.add(0, packed(point), WHOLE, 1, 1);
    sums.add(0, packed({ ...point, zeroThreshold: 500 }), WHOLE, 1, 1000);
    expect(sums.histogram(0)).toEqual({
      kind: 'histogram',
      lowers: [-1, 2, 0.002],
      uppers: [1, 4, 0.004],
      counts: [4, 1, 1],
    });
  });

  it('of very many buckets are as right, and the room is let go', () => {
    const sums = new ExponentialSums();
    const rows = 300;
    const counts = new Array<number>(1000).fill(3);
    const numbers = packed(exponentialPoint({ timeMs: 1, scale: 5, positive: { offset: -500, counts } }));
    for (let batch = 0; batch < 2; batch++) {
      for (let row = 0; row < rows; row++) {
        sums.open(row);
        sums.add(row, numbers, WHOLE, 0, 1);
      }
      for (let row = 0; row < rows; row++) expect(sums.histogram(row)?.counts).toEqual(counts);
      sums.clear();
    }
  });
});
