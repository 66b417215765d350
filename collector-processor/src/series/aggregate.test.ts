import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aggregateValue, mergeAggregates } from './aggregate.ts';
import type { Aggregate } from './types.ts';

const number = fc.integer({ min: 0, max: 1000 });
const kinds: fc.Arbitrary<[Aggregate, Aggregate, Aggregate]>[] = [
  triple(number.map((sum): Aggregate => ({ kind: 'sum', sum }))),
  triple(fc.tuple(number, number).map(([sum, count]): Aggregate => ({ kind: 'mean', sum, count }))),
  triple(fc.tuple(number, number).map(([value, timeMs]): Aggregate => ({ kind: 'last', value, timeMs }))),
  triple(number.map((value): Aggregate => ({ kind: 'max', value }))),
  triple(
    fc.tuple(number, number).map(([numerator, denominator]): Aggregate => ({ kind: 'ratio', numerator, denominator })),
  ),
  triple(
    fc
      .tuple(fc.integer({ min: 0, max: 3 }), number)
      .map(([at, count]): Aggregate => ({ kind: 'histogram', lowers: [at], uppers: [at + 2], counts: [count] })),
  ),
];

function triple(one: fc.Arbitrary<Aggregate>): fc.Arbitrary<[Aggregate, Aggregate, Aggregate]> {
  return fc.tuple(one, one, one);
}

describe('mergeAggregates', () => {
  it('gives the same value in any order', () => {
    fc.assert(
      fc.property(fc.oneof(...kinds), ([a, b, c]) => {
        const one = mergeAggregates(mergeAggregates(a, b), c);
        const other = mergeAggregates(c, mergeAggregates(b, a));
        expect(aggregateValue(other, 60_000, 0.5)).toBeCloseTo(aggregateValue(one, 60_000, 0.5), 9);
      }),
    );
  });
});

describe('aggregateValue', () => {
  it.each<[string, Aggregate, number]>([
    ['a sum is a rate per second', { kind: 'sum', sum: 120 }, 2],
    ['zero is a value', { kind: 'sum', sum: 0 }, 0],
    ['a mean', { kind: 'mean', sum: 10, count: 4 }, 2.5],
    ['a mean of nothing is absent', { kind: 'mean', sum: 0, count: 0 }, NaN],
    ['a ratio', { kind: 'ratio', numerator: 1, denominator: 4 }, 0.25],
    ['a ratio of nothing is absent', { kind: 'ratio', numerator: 0, denominator: 0 }, NaN],
    ['an infinite value is absent', { kind: 'max', value: Infinity }, NaN],
  ])('%s', (_name, aggregate, expected) => {
    expect(aggregateValue(aggregate, 60_000)).toEqual(expected);
  });
});
