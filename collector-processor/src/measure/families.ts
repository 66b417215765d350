import { widened } from '../widened.ts';
import { NOT } from './stream-table.ts';

/** All cumulative streams of one metric of one sender, as last reported. Plain data. */
export interface Family {
  readonly key: string;
  readonly startMs: number;
  readonly lastMs: number;
  /** The report before the last one, by the same process; NaN while there is none. */
  readonly beforeMs: number;
  /** False once one of its streams was refused or forgotten: then a stream that looks new may not be. */
  readonly complete: boolean;
  readonly seenMs: number;
}

/**
 * Tells a stream that is new from one that is only seen for the first time. A sender reports all of a metric's
 * cumulative streams each time; one that was not in the report before did not exist then, so its whole total was
 * added since. (The first errors of an outage are such a stream: as a mere baseline they would be lost.)
 */
export interface Families {
  /** @returns the row, or NOT */
  find(key: string): number;
  /** @returns the row, made when it is new; or NOT when there are too many */
  take(key: string): number;
  /**
   * Notes that the family was reported at `timeMs` by the process that began at `startMs`.
   * @returns the time of the report before that, when a stream that was not in it is known to be new; else NaN
   */
  reported(row: number, startMs: number, timeMs: number, seenMs: number): number;
  /** One of its streams is not being followed. */
  incomplete(row: number, seenMs: number): void;
  sweep(beforeMs: number): void;
  /** Row by row; a free one is null. */
  snapshot(): readonly (Family | null)[];
  restore(families: readonly (Family | null)[]): void;
}

const FIRST_ROWS = 64;

export function createFamilies(maxFamilies: number, maxSpanMs: number): Families {
  const rowOf = new Map<string, number>();
  const free: number[] = [];
  let used = 0;
  let startMs = new Float64Array(FIRST_ROWS);
  let lastMs = new Float64Array(FIRST_ROWS);
  let beforeMs = new Float64Array(FIRST_ROWS);
  let seenMs = new Float64Array(FIRST_ROWS);
  let complete = new Uint8Array(FIRST_ROWS);

  function makeRoom(count: number): void {
    while (count > startMs.length) {
      startMs = widened(startMs);
      lastMs = widened(lastMs);
      beforeMs = widened(beforeMs);
      seenMs = widened(seenMs);
      complete = widened(complete);
    }
  }

  function begin(row: number, process: number, timeMs: number): void {
    startMs[row] = process;
    lastMs[row] = timeMs;
    beforeMs[row] = NaN;
  }

  return {
    find: (key) => rowOf.get(key) ?? NOT,
    take(key) {
      const known = rowOf.get(key);
      if (known !== undefined) return known;
      if (rowOf.size >= maxFamilies) return NOT;
      const row = free.pop() ?? used++;
      makeRoom(used);
      rowOf.set(key, row);
      begin(row, NaN, NaN);
      complete[row] = 1;
      return row;
    },
    reported(row, process, timeMs, receivedMs) {
      if (row === NOT) return NaN;
      if (startMs[row] !== process) begin(row, process, timeMs);
      else if (timeMs > lastMs[row]!) {
        beforeMs[row] = lastMs[row]!;
        lastMs[row] = timeMs;
      }
      seenMs[row] = receivedMs;
      const known =
        process > 0 && complete[row] === 1 && timeMs === lastMs[row] && timeMs - beforeMs[row]! <= maxSpanMs;
      return known ? beforeMs[row]! : NaN;
    },
    incomplete(row, receivedMs) {
      if (row === NOT || complete[row] === 0) return;
      complete[row] = 0;
      seenMs[row] = receivedMs;
    },
    sweep(before) {
      for (const [key, row] of rowOf) {
        if (seenMs[row]! >= before) continue;
        rowOf.delete(key);
        free.push(row);
      }
    },
    snapshot() {
      const families = new Array<Family | null>(used).fill(null);
      for (const [key, row] of rowOf) {
        families[row] = {
          key,
          startMs: startMs[row]!,
          lastMs: lastMs[row]!,
          beforeMs: beforeMs[row]!,
          complete: complete[row] === 1,
          seenMs: seenMs[row]!,
        };
      }
      return families;
    },
    restore(families) {
      rowOf.clear();
      free.length = 0;
      used = families.length;
      makeRoom(used);
      families.forEach((family, row) => {
        if (family === null) return free.push(row);
        rowOf.set(family.key, row);
        startMs[row] = family.startMs;
        lastMs[row] = family.lastMs;
        beforeMs[row] = family.beforeMs;
        complete[row] = family.complete ? 1 : 0;
        return (seenMs[row] = family.seenMs);
      });
    },
  };
}
