import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createStepColumns } from './step-columns.ts';
import { aggregateOf, AGGREGATE_KINDS } from './test-aggregates.ts';
import type { Aggregate } from './types.ts';

const MINUTE = 60_000;

describe('step columns', () => {
  it('give each group the value of its contributions, in any order', () => {
    const contribution = fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(...AGGREGATE_KINDS))
      .chain(([group]) =>
        aggregateOf(AGGREGATE_KINDS[group % AGGREGATE_KINDS.length]!).map((one) => [group, one] as const),
      );
    fc.assert(
      fc.property(fc.array(contribution, { maxLength: 60 }), fc.integer({ min: 0, max: 8 }), (given, room) => {
        const one = createStepColumns(room);
        const other = createStepColumns(0);
        for (const [group, aggregate] of given) one.add(group, aggregate);
        for (const [group, aggregate] of given.toReversed()) other.add(group, aggregate);
        for (let group = 0; group <= 41; group++) {
          expect(one.has(group)).toBe(given.some(([of]) => of === group));
          const a = one.value(group, MINUTE, 0.5);
          const b = other.value(group, MINUTE, 0.5);
          if (a !== a) expect(b).toBeNaN();
          else expect(b).toBeCloseTo(a, 9);
        }
      }),
    );
  });

  it.each<[string, Aggregate, number]>([
    ['a sum is a rate per second', { kind: 'sum', sum: 120 }, 2],
    ['zero is a value', { kind: 'sum', sum: 0 }, 0],
    ['a mean', { kind: 'mean', sum: 10, count: 4 }, 2.5],
    ['a mean of nothing is absent', { kind: 'mean', sum: 0, count: 0 }, NaN],
    ['a ratio', { kind: 'ratio', numerator: 1, denominator: 4 }, 0.25],
    ['a ratio of nothing is absent', { kind: 'ratio', numerator: 0, denominator: 0 }, NaN],
    ['an infinite value is absent', { kind: 'max', value: Infinity }, NaN],
  ])('%s', (_name, aggregate, expected) => {
    const columns = createStepColumns(1);
    columns.add(0, aggregate);
    expect(columns.value(0, MINUTE)).toEqual(expected);
  });

  it('the first kind of a group stays, whatever a sender says later', () => {
    const columns = createStepColumns(1);
    columns.add(0, { kind: 'mean', sum: 10, count: 4 });
    columns.add(0, { kind: 'sum', sum: 1000 });
    expect(columns.value(0, MINUTE)).toBe(2.5);
  });

  it('go on from a snapshot that later contributions do not change', () => {
    const columns = createStepColumns(0);
    columns.add(3, { kind: 'ratio', numerator: 1, denominator: 2 });
    const saved = columns.snapshot();
    columns.add(3, { kind: 'ratio', numerator: 5, denominator: 2 });
    const restored = createStepColumns(0);
    restored.restore(structuredClone(saved));
    expect(restored.value(3, MINUTE)).toBe(0.5);
    restored.add(3, { kind: 'ratio', numerator: 5, denominator: 2 });
    expect(restored.value(3, MINUTE)).toBe(columns.value(3, MINUTE));
    expect(restored.eventUnit(3, 1)).toBe(0.25);
  });
});
