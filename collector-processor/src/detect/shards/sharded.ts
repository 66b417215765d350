import type { TideDetector, TideSettings } from '../tide/detector.ts';
import { allocateColumns, type DetectorColumns } from '../types.ts';
import { PART_ROWS, SLOTS, STATE } from './ring.ts';
import { scoreSlot } from './score-slot.ts';
import type { Shards } from './shards.ts';
import type { Parts, WholeStep } from './types.ts';

/** Steps of fewer rows are scored by the thread that asks. */
const LEAST_ROWS = 4 * PART_ROWS;

/** The parts of a step of one watch, scored by whoever is free; this thread scores, too. */
export interface Sharded {
  begin(step: WholeStep): Parts;
  /** Calls `read` while no other thread works on the watch's records. */
  resting<Result>(read: () => Result): Result;
  close(): void;
}

/** @param shards null: this thread alone */
export function createSharded(detector: TideDetector, settings: TideSettings, shards: Shards | null): Sharded {
  const alone = ({ stepStartMs, value, unit, held, read }: WholeStep): Parts => {
    return (from, to) => {
      read(from / PART_ROWS);
      detector.keep(from, to);
      const columns = allocateColumns(to - from);
      const part = { value: value.subarray(from, to), unit: unit.subarray(from, to), held: held.subarray(from, to) };
      detector.step({ stepStartMs, from, count: to - from, ...part }, columns);
      return columns;
    };
  };
  if (shards === null) return { begin: alone, resting: (read) => read(), close: () => undefined };

  const { ring } = shards;
  const id = shards.add(settings);
  const scoreHere = (slot: number): boolean => {
    if (!ring.move(slot, STATE.ready, STATE.taken)) return false;
    scoreSlot(ring, slot, () => detector);
    return true;
  };

  /** Other parts are scored while one is under way elsewhere. */
  function finish(slot: number): void {
    if (scoreHere(slot)) return;
    for (let other = 1; other < SLOTS && ring.state(slot) === STATE.taken; other++) scoreHere((slot + other) % SLOTS);
    shards!.await(slot, STATE.taken);
  }

  function together(step: WholeStep): Parts {
    detector.begin(step.stepStartMs, step.count);
    shards!.share(id, detector);
    let offered = 0;

    /** Puts parts into the slots that are free; part k has slot k modulo SLOTS. */
    function offer(): void {
      const before = offered;
      while (offered < step.count && ring.state(slotOf(offered)) === STATE.free) {
        put(slotOf(offered), step, offered);
        offered += PART_ROWS;
      }
      if (offered > before) ring.ring();
    }

    function put(slot: number, { stepStartMs, value, unit, held, count: rows, read }: WholeStep, from: number): void {
      read(from / PART_ROWS);
      const to = Math.min(from + PART_ROWS, rows);
      detector.keep(from, to);
      const target = ring.slots[slot]!;
      target.stepStartMs[0] = stepStartMs;
      target.value.set(value.subarray(from, to));
      target.unit.set(unit.subarray(from, to));
      target.held.set(held.subarray(from, to));
      ring.describe(slot, { detector: id, from, count: to - from });
      ring.set(slot, STATE.ready);
    }

    offer();
    return (from, to) => {
      const slot = slotOf(from);
      finish(slot);
      const columns = copied(ring.slots[slot]!.columns, to - from);
      ring.set(slot, STATE.free);
      offer();
      return columns;
    };
  }

  return {
    begin: (step) => (step.count < LEAST_ROWS ? alone(step) : together(step)),
    resting(read) {
      const kept: number[] = [];
      for (let slot = 0; slot < SLOTS; slot++) if (ring.move(slot, STATE.ready, STATE.resting)) kept.push(slot);
      for (let slot = 0; slot < SLOTS; slot++) shards.await(slot, STATE.taken);
      try {
        return read();
      } finally {
        for (const slot of kept) ring.set(slot, STATE.ready);
        if (kept.length > 0) ring.ring();
      }
    },
    close: () => shards.remove(id),
  };
}

const slotOf = (from: number): number => (from / PART_ROWS) % SLOTS;

function copied(from: DetectorColumns, count: number): DetectorColumns {
  const columns = allocateColumns(count);
  for (const name of Object.keys(columns) as (keyof DetectorColumns)[]) {
    columns[name].set(from[name].subarray(0, count));
  }
  return columns;
}
