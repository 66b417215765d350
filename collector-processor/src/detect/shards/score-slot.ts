import type { Detector } from '../types.ts';
import { type Ring, STATE } from './ring.ts';

/** Scores a slot that is `taken` by this thread. */
export function scoreSlot(ring: Ring, slot: number, detectorOf: (id: number) => Pick<Detector, 'step'>): void {
  const { detector, from, count } = ring.part(slot);
  const { stepStartMs, value, unit, held, columns } = ring.slots[slot]!;
  detectorOf(detector).step({ stepStartMs: stepStartMs[0]!, from, count, value, unit, held }, columns);
  ring.set(slot, STATE.done);
}
