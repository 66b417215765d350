import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLender } from './lender.ts';
import { Lent, type Loan } from './lent.ts';

const PART_ROWS = 8192;
const ROWS = 2 * PART_ROWS + 5;

describe('a lender', () => {
  let keptBytes = 0;
  const loan: Loan = {
    lend: (column) => new Lent(column, loan),
    count: (bytes) => void (keptBytes += bytes),
    room: () => null,
    end: () => undefined,
  };
  const lender = createLender();
  let own: { readonly one: Float64Array; readonly pairs: Int32Array };
  const lend = () => lender.lend(own, loan, { pairs: 2 });
  /** By part and column: whether it is the owner's own memory. */
  const areOwn = ({ one, pairs }: ReturnType<typeof lend>) =>
    [0, 1, 2].map((part) => [
      one.parts[part]!.column!.buffer === own.one.buffer,
      pairs.parts[part]!.column!.buffer === own.pairs.buffer,
    ]);
  beforeEach(() => {
    keptBytes = 0;
    own = { one: new Float64Array(ROWS).fill(1), pairs: new Int32Array(2 * ROWS).fill(2) };
  });

  it('keeps all columns of the part of a row that is about to change, and of no other', () => {
    const lent = lend();
    lender.keep(PART_ROWS);
    own.one[PART_ROWS] = own.pairs[2 * PART_ROWS] = 99;
    expect(areOwn(lent)).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
    expect([lent.one.parts[1]!.column![0], lent.pairs.parts[1]!.column![0]]).toEqual([1, 2]);
  });

  it('keeps a part once, at its first change', () => {
    const lent = lend();
    lender.keep(3);
    own.one[3] = 99;
    lender.keep(3);
    lender.keep(4);
    expect(lent.one.parts[0]!.column![3]).toBe(1);
    expect(keptBytes).toBe(PART_ROWS * (8 + 2 * 4));
  });

  it('has the rows of the last part, and none after them: those came later', () => {
    const lent = lend();
    lender.keep(ROWS - 1);
    lender.keep(3 * PART_ROWS);
    expect(keptBytes).toBe(5 * (8 + 2 * 4));
    expect(lent.one.parts).toHaveLength(3);
  });

  it('keeps for the next checkpoint what it kept for the one before', () => {
    lend();
    lender.keep(0);
    const next = lend();
    lender.keep(0);
    expect(areOwn(next)[0]).toEqual([false, false]);
  });
});
