import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scoreValue } from '../score-value.ts';
import { allocateColumns, CAUSE } from '../types.ts';
import { joinScore, type JoinRules } from './join.ts';

const RULES: JoinRules = { direction: 'both', minChange: { absolute: 0, relative: 0 } };

function columnsOf(value: number, over: { cause?: number; learning?: number } = {}) {
  const columns = allocateColumns(1);
  const [expected, lower, upper] = [100, 80, 130];
  const score = scoreValue(value, expected, lower, upper);
  const { cause = score > 1 ? CAUSE.value : CAUSE.none, learning = 0 } = over;
  const row = { value, expected, lower, upper, typicalLower: 90, typicalUpper: 115, score, cause, learning };
  for (const [name, entry] of Object.entries(row)) columns[name as keyof typeof row][0] = entry;
  return columns;
}
const numbers = (columns: ReturnType<typeof columnsOf>) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[0]]));

describe('joining a score to tide’s columns', () => {
  it('keeps the order of the limits, and alarms exactly outside of them', () => {
    const value = fc.double({ min: 0, max: 1000, noNaN: true });
    const joint = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(value, joint, fc.constantFrom('up', 'down', 'both'), (given, score, direction) => {
        const columns = columnsOf(given);
        joinScore(columns, 0, score, { ...RULES, direction });
        const { lower, typicalLower, expected, typicalUpper, upper, value: at, score: joined } = numbers(columns);
        expect([lower, typicalLower, expected, typicalUpper, upper]).toEqual(
          [lower, typicalLower, expected, typicalUpper, upper].toSorted((a, b) => a! - b!),
        );
        expect(joined! > 1).toBe(at! < lower! || at! > upper!);
      }),
    );
  });

  it('moves a limit only where the verdicts differ', () => {
    const inside = columnsOf(110);
    joinScore(inside, 0, 2, RULES);
    expect(numbers(inside)).toMatchObject({ score: 2, upper: 105, typicalUpper: 105, lower: 80, cause: CAUSE.value });
    const outside = columnsOf(140);
    joinScore(outside, 0, 0.5, RULES);
    expect(numbers(outside)).toMatchObject({ score: 0.5, upper: 140, lower: 80, cause: CAUSE.none });
    const agreed = columnsOf(110);
    joinScore(agreed, 0, 0.9, RULES);
    expect(numbers(agreed)).toMatchObject({ score: 0.9, upper: 130, typicalUpper: 115 });
  });

  it('leaves silence, learning and the expected value itself to tide', () => {
    for (const columns of [columnsOf(0, { cause: CAUSE.zero }), columnsOf(110, { learning: 1 }), columnsOf(100)]) {
      const before = numbers(columns);
      joinScore(columns, 0, 5, RULES);
      expect(numbers(columns)).toEqual(before);
    }
  });

  it('alarms on no side that nobody asked about, and on no change that is too small', () => {
    const unasked = columnsOf(110);
    joinScore(unasked, 0, 5, { ...RULES, direction: 'down' });
    const small = columnsOf(110);
    joinScore(small, 0, 5, { ...RULES, minChange: { absolute: 5, relative: 0.1 } });
    expect([unasked.score[0], small.score[0]]).toEqual([1, 1]);
  });
});
