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
});
