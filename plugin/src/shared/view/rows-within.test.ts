import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withAxisBounds } from './axis-bounds';
import { rowsWithin } from './rows-within';

describe('rowsWithin', () => {
  it('finds what looking at every time would', () => {
    const ascending = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 40 });
    fc.assert(
      fc.property(ascending, fc.integer({ min: -5, max: 205 }), fc.nat(100), (given, from, length) => {
        const times = [...given].sort((a, b) => a - b);
        const inside = times.filter((time) => time >= from && time <= from + length);
        const [first, last] = rowsWithin(times, from, from + length);
        expect(times.slice(first, last + 1)).toEqual(inside);
      }),
    );
  });
});

describe('withAxisBounds', () => {
  it.each([
    [{}, [2, 8]],
    [{ min: 0 }, [0, 8]],
    [{ max: 5 }, [2, 5]],
    [{ softMin: 0, softMax: 10 }, [0, 10]],
    [{ softMin: 4, softMax: 6 }, [2, 8]],
    [{ min: 3, softMin: 0 }, [3, 8]],
    [{ centered: true }, [-8, 8]],
    [{ min: 9, max: 1 }, [2, 8]],
    [{ min: null, max: null }, [2, 8]],
  ])('%j makes [2, 8] %j', (bounds, expected) => {
    expect(withAxisBounds([2, 8], bounds)).toEqual(expected);
  });
});
