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

describe('a profile in twelve bits', () => {
  it('knows nothing at first', () => {
    expect(valueAt(fresh(), 5)).toBeNaN();
  });

  it('keeps every value to within 1/768 of how far they lie apart, in any order, at any size', () => {
    const value = fc.oneof(
      fc.double({ min: -1e30, max: 1e30, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: DAY_SLOTS }), (values) => {
        const slab = fresh();
        values.forEach((each, slot) => setSlot(slab, 0, DAY, slot, each));
        // Next to each other they are told apart as if they were a sixteenth of their size apart.
        const span = Math.max(...values) - Math.min(...values);
        const apart = Math.max(span, Math.max(...values.map(Math.abs)) / 16, 1e-30);
        values.forEach((each, slot) => expect(Math.abs(valueAt(slab, slot) - each)).toBeLessThanOrEqual(apart / 768));
        if (Math.min(...values) >= 0)
          values.forEach((_each, slot) => expect(valueAt(slab, slot)).toBeGreaterThanOrEqual(0));
        if (values.length < DAY_SLOTS) expect(valueAt(slab, values.length)).toBeNaN();
      }),
    );
  });

  it('gets its precision back after a large value has gone', () => {
    const slab = fresh();
    setSlot(slab, 0, DAY, 0, 1e6);
    setSlot(slab, 0, DAY, 1, 1000);
    setSlot(slab, 0, DAY, 0, 1000);
    setSlot(slab, 0, DAY, 1, 999.9);
    expect(valueAt(slab, 1)).not.toBeCloseTo(999.9, 1);
    refineProfile(slab, 0, DAY);
    setSlot(slab, 0, DAY, 1, 999.9);
    expect(valueAt(slab, 1)).toBeCloseTo(999.9, 1);
  });

  it('says exactly what is zero, and that nothing is below it', () => {
    const slab = fresh();
    [7, 0, 1e-3, 250].forEach((value, slot) => setSlot(slab, 0, DAY, slot, value));
    expect(valueAt(slab, 1)).toBe(0);
    expect(valueAt(slab, 2)).toBeGreaterThanOrEqual(0);
  });

  it('leaves the three slots beside one alone', () => {
    const slab = fresh();
    for (let slot = 0; slot < 8; slot++) setSlot(slab, 0, DAY, slot, slot);
    for (let changed = 0; changed < 8; changed++) {
      setSlot(slab, 0, DAY, changed, 7 - changed);
      for (let slot = 0; slot < 8; slot++)
        expect(valueAt(slab, slot)).toBeCloseTo(slot <= changed ? 7 - slot : slot, 2);
    }
    expect(valueAt(slab, 8)).toBeNaN();
  });

  it('moves as a whole, what is unknown staying so', () => {
    const slab = fresh();
    setSlot(slab, 0, DAY, 3, 50);
    mapProfile(slab, 0, DAY, (value) => value * 2 + 1);
    expect(valueAt(slab, 3)).toBeCloseTo(101, 2);
    expect(valueAt(slab, 4)).toBeNaN();
  });
});
