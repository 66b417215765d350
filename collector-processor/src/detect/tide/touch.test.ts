import { describe, expect, it } from '@jest/globals';
import { RECORD } from './layout.ts';
import { momentAt } from './moment.ts';
import { slabOf } from './slab.ts';
import { touchRecords, TOUCHED_ROWS } from './touch.ts';

describe('touching records', () => {
  it.each([0, 3.9, 23.99, 100, 167.99])('reads within them and changes nothing (hour of week %p)', (hourOfWeek) => {
    const slab = slabOf(Float32Array.from({ length: TOUCHED_ROWS * RECORD }, (_, i) => i));
    const before = slab.float.slice();
    const read: number[] = [];
    const short = new Proxy(slab.short, {
      get(target, at) {
        read.push(Number(at));
        return target[Number(at)];
      },
    });
    touchRecords({ float: slab.float, short }, 0, TOUCHED_ROWS, momentAt(hourOfWeek));
    expect(slab.float).toEqual(before);
    expect(Math.min(...read)).toBe(0);
    expect(Math.max(...read)).toBeLessThan(slab.short.length);
    expect(new Set(read.map((at) => Math.floor(at / (2 * RECORD)))).size).toBe(TOUCHED_ROWS);
  });
});
