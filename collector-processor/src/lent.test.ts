import { describe, expect, it } from '@jest/globals';
import { createLoan, FirstOf, LentParts } from './lent.ts';

const numbers = () => Float64Array.of(1, 2, 3, 4);
const BYTES = numbers().byteLength;

describe('a column that is lent', () => {
  it('is what it was when it was lent, once it was kept', () => {
    const own = numbers();
    const lent = createLoan(1e6).lend(own);
    expect(lent.column).toBe(own);
    lent.keep();
    own[0] = 99;
    expect(lent.column).toEqual(numbers());
  });

  it('is copied once', () => {
    const own = numbers();
    const loan = createLoan(2 * BYTES);
    const lent = loan.lend(own);
    lent.keep();
    const kept = lent.column;
    own[0] = 99;
    lent.keep();
    expect(lent.column).toBe(kept);
    expect(loan.room()).toBeNull();
  });

  it('is not copied any more when it is written', () => {
    const loan = createLoan(BYTES);
    const lent = loan.lend(numbers());
    lent.giveBack();
    lent.keep();
    expect(lent.column).toBeNull();
    expect(loan.room()).toBeNull();
  });

  it('is kept part by part where it is lent in parts', () => {
    const own = numbers();
    const { parts, name, byteLength } = new LentParts(own, 3, createLoan(1e6));
    expect([name, byteLength]).toEqual(['Float64Array', BYTES]);
    parts[0]!.keep();
    own.fill(9);
    expect(parts.map(({ column }) => [...column!])).toEqual([[1, 2, 3], [9]]);
  });
});

describe('a loan', () => {
  it('has no room while as much is kept as may be, until some of it is written', async () => {
    const loan = createLoan(2 * BYTES);
    const lent = [numbers(), numbers(), numbers()].map(loan.lend);
    lent[0]!.keep();
    expect(loan.room()).toBeNull();
    lent[1]!.keep();
    const room = loan.room();
    expect(room).not.toBeNull();
    expect(loan.room()).toBe(room);
    // Was not kept: gives no room.
    lent[2]!.giveBack();
    expect(loan.room()).toBe(room);
    lent[1]!.giveBack();
    await room;
    expect(loan.room()).toBeNull();
  });

  it('lets who waits for room go on when it ends', async () => {
    const loan = createLoan(BYTES);
    const lent = loan.lend(numbers());
    lent.keep();
    const room = loan.room();
    loan.end();
    await room;
    expect([lent.column, loan.room()]).toEqual([null, null]);
  });
});

describe('the first of a list', () => {
  it('are those that were there, also when more have come', () => {
    const list = ['a', 'b'];
    const first = new FirstOf(list);
    list.push('c');
    expect([...first]).toEqual(['a', 'b']);
  });
});
