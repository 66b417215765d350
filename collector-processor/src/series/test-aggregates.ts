import fc from 'fast-check';
import type { Aggregate } from './types.ts';

export const AGGREGATE_KINDS = [
  'sum',
  'mean',
  'last',
  'max',
  'ratio',
  'histogram',
] as const satisfies Aggregate['kind'][];

const number = fc.integer({ min: 0, max: 1000 });

/** Contributions of one kind, for property tests. */
export function aggregateOf(kind: Aggregate['kind']): fc.Arbitrary<Aggregate> {
  switch (kind) {
    case 'sum':
      return number.map((sum) => ({ kind, sum }));
    case 'mean':
      return fc.tuple(number, number).map(([sum, count]) => ({ kind, sum, count }));
    case 'last':
      return fc.tuple(number, number).map(([value, timeMs]) => ({ kind, value, timeMs }));
    case 'max':
      return number.map((value) => ({ kind, value }));
    case 'ratio':
      return fc.tuple(number, number).map(([numerator, denominator]) => ({ kind, numerator, denominator }));
    case 'histogram':
      return fc
        .tuple(fc.integer({ min: 0, max: 3 }), number)
        .map(([at, count]) => ({ kind, lowers: [at], uppers: [at + 2], counts: [count] }));
  }
}
