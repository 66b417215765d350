import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY, DAY_SLOTS } from './layout.ts';
import { clearProfile, mapProfile, refineProfile, setSlot, slotValue } from './profile.ts';
import { type Slab, slabFor } from './slab.ts';

function fresh(): Slab {
  const slab = slabFor(1);
  clearProfile(slab, 0, DAY);
  return slab;
}
const valueAt = (slab: Slab, slot: number): number => slotValue(slab, 0, DAY, slot);

describe('a profile in int16', () => {
  it('knows nothing at first', () => {
    expect(valueAt(fresh(), 5)).toBeNaN();
  });

  it('keeps every value to within 1/8,000 of the largest, in any order, at any size', () => {
    const value = fc.oneof(
      fc.double({ min: -1e30, max: 1e30, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: DAY_SLOTS }), (values) => {
        const slab = fresh();
        values.forEach((each, slot) => setSlot(slab, 0, DAY, slot, each));
        const most = Math.max(1e-30, ...values.map(Math.abs));
        values.forEach((each, slot) => expect(Math.abs(valueAt(slab, slot) - each)).toBeLessThanOrEqual(most / 8_000));
        if (values.length < DAY_SLOTS) expect(valueAt(slab, values.length)).toBeNaN();
      }),
    );
  });

  it('gets its precision back after a large value has gone', () => {
    const slab = fresh();
    setSlot(slab, 0, DAY, 0, 1e6);
    setSlot(slab, 0, DAY, 0, 1000);
    refineProfile(slab, 0, DAY);
    setSlot(slab, 0, DAY, 1, 999.9);
    expect(valueAt(slab, 1)).toBeCloseTo(999.9, 1);
  });

  it('moves as a whole, what is unknown staying so', () => {
    const slab = fresh();
    setSlot(slab, 0, DAY, 3, 50);
    mapProfile(slab, 0, DAY, (value) => value * 2 + 1);
    expect(valueAt(slab, 3)).toBeCloseTo(101, 2);
    expect(valueAt(slab, 4)).toBeNaN();
  });
});
