import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinTimes } from './join-times';

describe('joinTimes', () => {
  it('does not copy columns of frames that share their times', () => {
    const values = [1, null, 3];
    const { times, columnOf } = joinTimes([
      [1, 2, 3],
      [1, 2, 3],
    ]);

    expect(times).toEqual([1, 2, 3]);
    expect(columnOf(1, values)).toBe(values);
  });

  it('tells an empty entry from none', () => {
    const { times, columnOf } = joinTimes([
      [1, 3],
      [2, 3],
    ]);

    expect(times).toEqual([1, 2, 3]);
    expect(columnOf(0, [5, null])).toEqual([5, undefined, null]);
    expect(columnOf(1, [6, 7])).toEqual([undefined, 6, 7]);
  });

  it('puts times in order that came out of order', () => {
    const { times, columnOf } = joinTimes([[3, 1]]);

    expect(times).toEqual([1, 3]);
    expect(columnOf(0, [30, 10])).toEqual([10, 30]);
  });

  it('keeps every value of every frame at its own time', () => {
    const frame = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), (frames) => {
        const { times, columnOf } = joinTimes(frames);
        expect([...times]).toEqual([...new Set(frames.flat())].sort((a, b) => a - b));
        frames.forEach((own, index) => {
          const column = columnOf(index, own);
          times.forEach((time, row) => expect(column[row]).toBe(own.includes(time) ? time : undefined));
        });
      }),
    );
  });
});
