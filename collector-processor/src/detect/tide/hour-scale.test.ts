import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hourScaleAt, setHourScale } from './hour-scale.ts';
import { SCALE_SLOTS } from './layout.ts';
import { slabFor } from './slab.ts';

describe('deviations by time of day', () => {
  it('are not known at first, and what is zero is not known', () => {
    const slab = slabFor(2);
    setHourScale(slab, 0, 3, 0);
    for (let hour = 0; hour < SCALE_SLOTS; hour++) expect(hourScaleAt(slab, 0, hour)).toBe(0);
  });

  it('are kept to 1 / 8,192 of each, in any order, down to 1 / 4,096 of the greatest', () => {
    const size = fc.double({ min: -20, max: 20, noNaN: true });
    const shares = fc.array(fc.double({ min: 2 ** -12, max: 1, noNaN: true }), { maxLength: SCALE_SLOTS });
    fc.assert(
      fc.property(size, shares, (power, all) => {
        const slab = slabFor(1);
        const values = all.map((share) => share * 10 ** power);
        values.forEach((value, hour) => setHourScale(slab, 0, hour, value));
        values.forEach((value, hour) =>
          expect(Math.abs(hourScaleAt(slab, 0, hour) / value - 1)).toBeLessThanOrEqual(1 / 8192 + 2 ** -22),
        );
      }),
    );
  });

  it('stay where they are least when another grows beyond their range, and come back when it has gone', () => {
    const slab = slabFor(1);
    setHourScale(slab, 0, 0, 1);
    setHourScale(slab, 0, 1, 1e9);
    expect(hourScaleAt(slab, 0, 0)).toBeGreaterThan(1);
    expect(hourScaleAt(slab, 0, 0)).toBeLessThan(1e9 / 4096);
    setHourScale(slab, 0, 1, 2);
    setHourScale(slab, 0, 0, 1);
    setHourScale(slab, 0, 1, 2);
    expect([hourScaleAt(slab, 0, 0), hourScaleAt(slab, 0, 1)]).toEqual([1, 2]);
  });

  it('follow a mean square at a small weight as a number of 64 bits does', () => {
    const slab = slabFor(1);
    let exact = 5;
    setHourScale(slab, 0, 7, exact);
    for (let i = 0; i < 20_000; i++) {
      const value = 3 * Math.abs(Math.sin(i * i));
      const next = (root: number): number => Math.sqrt(root * root + 0.002 * (value * value - root * root));
      exact = next(exact);
      setHourScale(slab, 0, 7, next(hourScaleAt(slab, 0, 7)));
    }
    expect(hourScaleAt(slab, 0, 7) / exact).toBeCloseTo(1, 2);
  });
});
