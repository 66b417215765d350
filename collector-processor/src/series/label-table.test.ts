import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLabelTable } from './label-table.ts';
import { labelsKey } from './labels.ts';
import type { Labels } from './types.ts';

function make() {
  const sets: Labels[] = [];
  const table = createLabelTable((labels, n) => labelsKey(labels) === labelsKey(sets[n]!));
  return {
    ...table,
    take(labels: Labels): number {
      const known = table.find(labels);
      if (known >= 0) return known;
      sets.push(labels);
      return table.add(labels);
    },
  };
}

describe('label table', () => {
  it('tells sets apart as their keys do, whatever the order of names', () => {
    const text = fc.constantFrom('a', 'b', 'ab', '', '\u0001', 'ä', '__proto_');
    const labels = fc.array(fc.tuple(text, text), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs));
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 80 }), (sets) => {
        const table = make();
        const numbers = new Map<string, number>();
        for (const set of sets) {
          const key = labelsKey(set);
          if (!numbers.has(key)) numbers.set(key, numbers.size);
          expect(table.take(set)).toBe(numbers.get(key));
          expect(table.find(Object.fromEntries(Object.entries(set).toReversed()))).toBe(numbers.get(key));
        }
        expect(table.size()).toBe(numbers.size);
      }),
    );
  });

  it('finds every set again after it has grown', () => {
    const table = make();
    for (let i = 0; i < 5_000; i++) table.take({ route: `/${i}`, service: String(i % 7) });
    for (let i = 0; i < 5_000; i += 37) expect(table.find({ service: String(i % 7), route: `/${i}` })).toBe(i);
    expect(table.find({ route: '/1' })).toBe(-1);
  });
});
