import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packedLength } from './packed.ts';
import { createExponentialSlots, type ExponentialSlots } from './slots.ts';
import { exponentialPoints, packed } from './test-packed.ts';
import { exponentialPoint } from '../test-telemetry.ts';

function read(slots: ExponentialSlots, slot: number): number[] {
  const at = slots.at(slot);
  const numbers = slots.numbers(slot);
  return [...numbers.subarray(at, at + packedLength(numbers, at))];
}

describe('slots of exponential histograms', () => {
  it('give back what each stream said last, however many come, grow and go, and after a restart', () => {
    const move = fc.record({ stream: fc.nat(8), said: fc.option(exponentialPoints, { freq: 4 }), restarts: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        let slots = createExponentialSlots();
        const taken = new Map<number, { slot: number; numbers: number[] }>();
        for (const { stream, said, restarts } of moves) {
          const known = taken.get(stream);
          if (said !== null) {
            const numbers = packed(said);
            taken.set(stream, { slot: slots.put(known?.slot ?? -1, numbers), numbers: [...numbers] });
          } else if (known !== undefined) {
            slots.release(known.slot);
            taken.delete(stream);
          }
          if (restarts === 0) {
            const snapshot = structuredClone(slots.snapshot());
            slots = createExponentialSlots();
            slots.restore(
              snapshot,
              [...taken.values()].map(({ slot }) => slot),
            );
          }
          for (const { slot, numbers } of taken.values()) expect(read(slots, slot)).toEqual(numbers);
        }
      }),
    );
  });

  const wide = (buckets: number) =>
    packed(exponentialPoint({ timeMs: 1, positive: { offset: -buckets, counts: new Array<number>(buckets).fill(1) } }));

  it('are taken again, also after a restart that found none of their streams', () => {
    const slots = createExponentialSlots();
    const first = slots.put(-1, wide(100));
    slots.release(first);
    expect(slots.put(-1, wide(100))).toBe(first);
    slots.restore(slots.snapshot(), []);
    expect(slots.put(-1, wide(90))).toBe(first);
  });

  it('are left for smaller ones by what has become small, and are bounded by what a point may have', () => {
    const slots = createExponentialSlots();
    const large = slots.put(-1, wide(2048));
    expect(slots.put(large, wide(1100))).toBe(large);
    const small = slots.put(large, wide(10));
    expect(small).not.toBe(large);
    const held = () => slots.snapshot().reduce((sum, { length }) => sum + length, 0);
    const before = held();
    for (let i = 0; i < 100; i++) slots.release(slots.put(-1, wide(2048)));
    expect(held()).toBe(before);
    expect(before).toBeLessThan(4096 + 64);
  });
});
