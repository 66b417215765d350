import type { Lendable, Loan } from '../../lent.ts';
import { createLender } from '../../lender.ts';
import { widened } from '../../widened.ts';
import { packedLength } from './packed.ts';

/** Numbers in a slot of the smallest size; each further size has twice as many. */
const FIRST_STRIDE = 16;
/** The largest one holds half a million numbers: more than any limit of buckets allows. */
const SIZES = 16;

interface Slab {
  readonly stride: number;
  /** Slot i begins at i × stride. */
  slots: Float64Array<ArrayBuffer>;
  used: number;
  free: number[];
  readonly lender: ReturnType<typeof createLender>;
}

/** Plain data: of each size all its slots, one after the other. */
export type ExponentialSlotsSnapshot = readonly Float64Array[];

/**
 * The last totals of exponential histograms, packed, in slots of a few sizes. A slot is a number: its place among those of
 * its size × SIZES + its size.
 */
export function createExponentialSlots() {
  const slabs = Array.from({ length: SIZES }, (_, size): Slab => {
    const stride = FIRST_STRIDE << size;
    return { stride, slots: new Float64Array(0), used: 0, free: [], lender: createLender() };
  });
  const slabOf = (slot: number): Slab => slabs[slot % SIZES]!;

  function take(length: number): number {
    let size = 0;
    while (FIRST_STRIDE << size < length) size++;
    const slab = slabs[size]!;
    const place = slab.free.pop() ?? slab.used++;
    while (slab.used * slab.stride > slab.slots.length)
      slab.slots = widened(slab.slots, Math.max(slab.stride, slab.slots.length * 2));
    return place * SIZES + size;
  }

  function release(slot: number): void {
    slabOf(slot).free.push(Math.floor(slot / SIZES));
  }

  return {
    /** The numbers that the slot is among; valid until the next `put`. */
    numbers: (slot: number): Float64Array => slabOf(slot).slots,
    /** Where it begins among them. */
    at: (slot: number): number => Math.floor(slot / SIZES) * slabOf(slot).stride,
    /**
     * Keeps what is packed.
     *
     * @param slot what it was kept in so far, or a negative number
     * @returns what it is kept in from now on: another one where that is too small, or far too large
     */
    put(slot: number, packed: Float64Array): number {
      const length = packedLength(packed);
      let own = slot;
      if (slot >= 0) {
        const { stride } = slabOf(slot);
        if (length > stride || (length * 4 < stride && stride > FIRST_STRIDE)) {
          release(slot);
          own = -1;
        }
      }
      if (own < 0) own = take(length);
      const { slots, stride, lender } = slabOf(own);
      const place = Math.floor(own / SIZES);
      lender.keep(place);
      const at = place * stride;
      for (let i = 0; i < length; i++) slots[at + i] = packed[i]!;
      return own;
    },
    release,
    snapshot: (): ExponentialSlotsSnapshot => slabs.map(({ slots, used, stride }) => slots.slice(0, used * stride)),
    /** For a checkpoint that is written while totals go on. */
    lend: (loan: Loan): Lendable<ExponentialSlotsSnapshot> =>
      slabs.map(({ slots, used, stride, lender }) => {
        return lender.lend({ slots: slots.subarray(0, used * stride) }, loan, { slots: stride }).slots;
      }),
    /** @param taken all slots that streams have */
    restore(snapshot: ExponentialSlotsSnapshot, taken: Iterable<number>): void {
      const free = slabs.map((slab, size) => {
        const slots = snapshot[size] ?? new Float64Array(0);
        slab.slots = new Float64Array(slots);
        slab.used = slots.length / slab.stride;
        return new Set(Array.from({ length: slab.used }, (_, place) => place));
      });
      for (const slot of taken) free[slot % SIZES]!.delete(Math.floor(slot / SIZES));
      slabs.forEach((slab, size) => (slab.free = [...free[size]!]));
    },
  };
}

export type ExponentialSlots = ReturnType<typeof createExponentialSlots>;
