import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeAggregates } from './aggregate.ts';
import { createStepColumns } from './step-columns.ts';
import { aggregateOf, AGGREGATE_KINDS } from './test-aggregates.ts';

describe('mergeAggregates', () => {
  it('gives what the contributions give one by one, in any order', () => {
    const triple = fc.oneof(
      ...AGGREGATE_KINDS.map((kind) => fc.tuple(aggregateOf(kind), aggregateOf(kind), aggregateOf(kind))),
    );
    fc.assert(
      fc.property(triple, ([a, b, c]) => {
        const columns = createStepColumns(3);
        columns.add(0, mergeAggregates(mergeAggregates(a, b), c));
        columns.add(1, mergeAggregates(c, mergeAggregates(b, a)));
        for (const one of [a, b, c]) columns.add(2, one);
        const values = [0, 1, 2].map((group) => columns.value(group, 60_000, 0.5));
        expect(values[1]).toBeCloseTo(values[0]!, 9);
        expect(values[2]).toBeCloseTo(values[0]!, 9);
      }),
    );
  });

  it('adds buckets with the same bounds and keeps all others, in the order of their first sight', () => {
    // Few bounds, so that many are the same; mirrored ones, which sum to the same.
    const bucket = fc.tuple(fc.constantFrom(-2, -1, 0, 1, 2), fc.constantFrom(-1, 0, 0.5, 1, 2), fc.nat(9));
    const histogram = fc
      .uniqueArray(bucket, { maxLength: 20, selector: ([lower, upper]) => `${lower} ${upper}` })
      .map((buckets) => ({
        kind: 'histogram' as const,
        lowers: buckets.map(([lower]) => lower),
        uppers: buckets.map(([, upper]) => upper),
        counts: buckets.map(([, , count]) => count),
      }));
    fc.assert(
      fc.property(histogram, histogram, (a, b) => {
        const expected = new Map<string, number>();
        for (const { lowers, uppers, counts } of [a, b])
          counts.forEach((count, i) => {
            const bounds = `${lowers[i]} ${uppers[i]}`;
            expected.set(bounds, (expected.get(bounds) ?? 0) + count);
          });
        const merged = mergeAggregates(a, b);
        if (merged.kind !== 'histogram') throw new Error(merged.kind);
        const found = merged.counts.map((count, i) => [`${merged.lowers[i]} ${merged.uppers[i]}`, count]);
        expect(found).toEqual([...expected]);
      }),
      { numRuns: 500 },
    );
  });
});
