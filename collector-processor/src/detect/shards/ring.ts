import { bytesOfColumns, columnsIn, type DetectorColumns } from '../types.ts';

/** Rows of a part at most. */
export const PART_ROWS = 1024;
/** Parts that wait, are scored or are done and not yet fetched: 3 MB. */
export const SLOTS = 32;

/** What is going on with a slot. Whoever sets `taken` scores it, and nobody else touches its rows meanwhile. */
export const STATE = { free: 0, ready: 1, taken: 2, done: 3, resting: 4 } as const;

/** Where the control words are, 32-bit each: the bell that wakes threads, then four words a slot. */
const BELL = 0;
const WORDS = 4;
const BYTES_OF_INPUT = PART_ROWS * (2 * Float64Array.BYTES_PER_ELEMENT + 1);
const BYTES_OF_SLOT = Float64Array.BYTES_PER_ELEMENT + BYTES_OF_INPUT + bytesOfColumns(PART_ROWS);
const CONTROL_BYTES = Int32Array.BYTES_PER_ELEMENT * (2 + WORDS * SLOTS);

/** One part of a step, in memory that all threads share. */
export interface Slot {
  readonly value: Float64Array;
  readonly unit: Float64Array;
  readonly held: Uint8Array;
  readonly columns: DetectorColumns;
  /** One number: the step's start. */
  readonly stepStartMs: Float64Array;
}

/** Which rows of which detector a slot is about. */
export interface Part {
  readonly detector: number;
  readonly from: number;
  readonly count: number;
}

/**
 * Parts of a step on their way to the threads that score them and back: plain memory, no messages.
 *
 * @param memory of a ring that another thread made
 */
export function createRing(memory = new SharedArrayBuffer(CONTROL_BYTES + SLOTS * BYTES_OF_SLOT)) {
  const control = new Int32Array(memory, 0, CONTROL_BYTES / Int32Array.BYTES_PER_ELEMENT);
  const slots = Array.from({ length: SLOTS }, (_, index) => slotAt(memory, CONTROL_BYTES + index * BYTES_OF_SLOT));
  const stateAt = (slot: number): number => 2 + slot * WORDS;

  return {
    memory,
    slots,
    state: (slot: number): number => Atomics.load(control, stateAt(slot)),
    set(slot: number, state: number): void {
      Atomics.store(control, stateAt(slot), state);
      Atomics.notify(control, stateAt(slot));
    },
    /** Whether the slot was in the one state and is now in the other. */
    move: (slot: number, from: number, to: number): boolean =>
      Atomics.compareExchange(control, stateAt(slot), from, to) === from,
    /** @returns false when it is still in that state after so long */
    waitWhile: (slot: number, state: number, timeoutMs: number): boolean =>
      Atomics.wait(control, stateAt(slot), state, timeoutMs) !== 'timed-out',
    describe(slot: number, { detector, from, count }: Part): void {
      control.set([detector, from, count], stateAt(slot) + 1);
    },
    part(slot: number): Part {
      const at = stateAt(slot);
      return { detector: control[at + 1]!, from: control[at + 2]!, count: control[at + 3]! };
    },
    ring(): void {
      Atomics.add(control, BELL, 1);
      Atomics.notify(control, BELL);
    },
    rung: (): number => Atomics.load(control, BELL),
    waitForRing: (rung: number): void => void Atomics.wait(control, BELL, rung),
  };
}

export type Ring = ReturnType<typeof createRing>;

function slotAt(memory: SharedArrayBuffer, start: number): Slot {
  const number = Float64Array.BYTES_PER_ELEMENT;
  const value = start + number;
  const unit = value + PART_ROWS * number;
  const columns = unit + PART_ROWS * number;
  return {
    stepStartMs: new Float64Array(memory, start, 1),
    value: new Float64Array(memory, value, PART_ROWS),
    unit: new Float64Array(memory, unit, PART_ROWS),
    columns: columnsIn(memory, columns, PART_ROWS),
    held: new Uint8Array(memory, columns + bytesOfColumns(PART_ROWS), PART_ROWS),
  };
}
