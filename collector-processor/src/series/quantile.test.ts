import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketQuantile } from './quantile.ts';

describe('bucketQuantile', () => {
  it.each([
    ['one bucket, the middle', [0], [10], [4], 0.5, 5],
    ['two buckets, the border', [0, 10], [10, 20], [5, 5], 0.5, 10],
    ['two buckets, inside the second', [0, 10], [10, 20], [5, 5], 0.75, 15],
    ['overlapping buckets add their densities', [0, 5], [10, 10], [10, 5], 0.5, 6.25],
    ['+Inf counts as a point at its finite end, as in PromQL', [0, 10], [10, Infinity], [5, 5], 0.99, 10],
    ['−Inf to a positive bound starts at 0', [-Infinity], [10], [4], 0.5, 5],
    ['a point', [3], [3], [7], 0.9, 3],
  ])('%s', (_name, lowers, uppers, counts, q, expected) => {
    expect(bucketQuantile({ lowers, uppers, counts }, q)).toBeCloseTo(expected, 9);
  });

  it('has no answer without observations', () => {
    expect(bucketQuantile({ lowers: [0], uppers: [1], counts: [0] }, 0.5)).toBeNaN();
  });

  it('rises with q and stays inside the buckets', () => {
    const bucket = fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0.01, max: 50, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
    );
    fc.assert(
      fc.property(fc.array(bucket, { minLength: 1, maxLength: 12 }), (buckets) => {
        const lowers = buckets.map(([lower]) => lower);
        const uppers = buckets.map(([lower, width]) => lower + width);
        const counts = buckets.map(([, , count]) => count);
        const values = [0.01, 0.5, 0.95, 0.99].map((q) => bucketQuantile({ lowers, uppers, counts }, q));
        for (let i = 0; i < values.length; i++) {
          expect(values[i]).toBeGreaterThanOrEqual(Math.min(...lowers) - 1e-9);
          expect(values[i]).toBeLessThanOrEqual(Math.max(...uppers) + 1e-9);
          if (i > 0) expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]! - 1e-9);
        }
      }),
    );
  });

  /** The definition, edge after edge. */
  function plainly(lowers: readonly number[], uppers: readonly number[], counts: readonly number[], q: number): number {
    const mass = (x: number, before: boolean) =>
      counts.reduce((sum, count, i) => {
        const [lower, upper] = [lowers[i]!, uppers[i]!];
        if (lower === upper) return (before ? upper < x : upper <= x) ? sum + count : sum;
        if (x >= upper) return sum + count;
        return x > lower ? sum + (count * (x - lower)) / (upper - lower) : sum;
      }, 0);
    const target = q * counts.reduce((sum, count) => sum + count, 0);
    const edges = [...new Set([...lowers, ...uppers])].sort((a, b) => a - b);
    for (const [i, edge] of edges.entries()) {
      const previous = edges[i - 1];
      if (previous !== undefined && mass(edge, true) >= target) {
        const from = mass(previous, false);
        return previous + ((edge - previous) * (target - from)) / (mass(edge, true) - from);
      }
      if (mass(edge, false) >= target) return edge;
    }
    return edges.at(-1)!;
  }

  it('is what the definition says, to the bit, of buckets that overlap and of points among them', () => {
    const bucket = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0, 0, 1, 2.5, 17), fc.nat(9));
    fc.assert(
      fc.property(
        fc.array(bucket, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(0, 0.5, 0.95, 0.99, 1),
        (given, q) => {
          const counted = given.filter(([, , count]) => count > 0);
          fc.pre(counted.length > 0);
          const columns = [
            counted.map(([lower]) => lower),
            counted.map(([lower, width]) => lower + width),
            counted.map(([, , count]) => count / 3),
          ] as const;
          const [lowers, uppers, counts] = columns;
          expect(bucketQuantile({ lowers, uppers, counts }, q)).toBe(plainly(...columns, q));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
