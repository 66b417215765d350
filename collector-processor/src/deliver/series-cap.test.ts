import { describe, expect, it } from '@jest/globals';
import { createSeriesCap } from './series-cap.ts';

const series = (...ids: number[]) => ids.map((id) => ({ id, watch: 'w', labels: {} }));

describe('createSeriesCap', () => {
  it('admits the first over all watches and counts the rest', () => {
    const cap = createSeriesCap(3);
    expect(cap.admit('a', 0, series(1, 2))).toEqual([0, 1]);
    expect(cap.admit('b', 0, series(3, 4, 5))).toEqual([0]);
    expect(cap.omitted()).toBe(2);
  });

  it('keeps who is in, whatever the order, and gives a free place to the next', () => {
    const cap = createSeriesCap(2);
    cap.admit('a', 0, series(1, 2, 3));
    expect(cap.admit('a', 0, series(3, 2, 1))).toEqual([1, 2]);
    expect(cap.admit('a', 0, series(3, 2))).toEqual([0, 1]);
    expect(cap.omitted()).toBe(0);
  });

  it('leaves places as they are for a revision', () => {
    const cap = createSeriesCap(1);
    cap.admit('a', 0, series(1, 2));
    expect(cap.rowsOf('a', 0, series(2))).toEqual([]);
    expect(cap.rowsOf('a', 0, series(2, 1))).toEqual([1]);
    expect(cap.rowsOf('unseen', 0, series(9))).toEqual([]);
  });

  it('has room for who is first heard of in a revision, until the next step says whose part it is', () => {
    const cap = createSeriesCap(4);
    cap.admit('a', 0, series(1));
    cap.admit('a', 1, series(2));
    expect(cap.admitLate('a', series(2, 3, 4, 5))).toEqual([0, 1, 2]);
    expect(cap.admit('a', 0, series(1))).toEqual([0]);
    expect(cap.admit('a', 1, series(2, 3, 4, 5))).toEqual([0, 1, 2]);
    expect(cap.admitLate('a', series(5))).toEqual([]);
  });

  it('counts the parts of a large watch together', () => {
    const cap = createSeriesCap(3);
    expect(cap.admit('a', 0, series(1, 2))).toEqual([0, 1]);
    expect(cap.admit('a', 1, series(3, 4))).toEqual([0]);
    expect(cap.admit('a', 0, series(2))).toEqual([0]);
    expect(cap.admit('a', 1, series(3, 4))).toEqual([0, 1]);
    expect(cap.omitted()).toBe(0);
  });
});
