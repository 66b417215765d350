import { RECORD } from './layout.ts';

/**
 * Records of a watch, one after another, so that scoring a step walks memory in order. Both arrays are views of the same
 * bytes: profiles are kept in int16 (profile.ts), all else in float32.
 */
export interface Slab {
  readonly float: Float32Array;
  readonly short: Int16Array;
}

/** Records of a full slab: 4 MB. */
export const SLAB_RECORDS = 4096;
const FIRST_RECORDS = 16;

/** @param float whole records; the slab writes into it */
export const slabOf = (float: Float32Array): Slab => ({ float, short: new Int16Array(float.buffer, float.byteOffset) });

/** A slab of `records` records, the first of them taken over from `from`. Copies bytes: profiles are no numbers. */
export function slabFor(records: number, from?: Slab): Slab {
  const float = new Float32Array(records * RECORD);
  if (from !== undefined) float.set(from.float);
  return slabOf(float);
}

/** All records of a watch: full slabs and a last one that grows, so that no record of a large watch is ever moved. */
export function createSlabs() {
  let slabs: Slab[] = [];

  function makeRoom(records: number): void {
    while (slabs.length * SLAB_RECORDS < records) {
      const last = slabs.at(-1);
      if (last !== undefined && last.float.length < SLAB_RECORDS * RECORD)
        slabs[slabs.length - 1] = slabFor(SLAB_RECORDS, last);
      slabs.push(slabFor(slabs.length === 0 ? FIRST_RECORDS : SLAB_RECORDS));
    }
    const wanted = records - (slabs.length - 1) * SLAB_RECORDS;
    const last = slabs.at(-1);
    if (last === undefined || wanted * RECORD <= last.float.length) return;
    slabs[slabs.length - 1] = slabFor(Math.min(SLAB_RECORDS, Math.max(wanted, (2 * last.float.length) / RECORD)), last);
  }

  return {
    makeRoom,
    of: (row: number): Slab => slabs[Math.floor(row / SLAB_RECORDS)]!,
    /** Where the record of a row begins in its slab. */
    offset: (row: number): number => (row % SLAB_RECORDS) * RECORD,
    /** Views of the records of the first `rows` rows; they go on changing. */
    views: (rows: number): Float32Array[] =>
      slabs.map(({ float }, i) => float.subarray(0, Math.min(SLAB_RECORDS, rows - i * SLAB_RECORDS) * RECORD)),
    /** Copies records in, as `views` gave them; from older checkpoints all in one piece. */
    restore(pieces: readonly Float32Array[]): void {
      slabs = [];
      let row = 0;
      for (const piece of pieces) {
        for (let at = 0; at < piece.length; row++, at += RECORD) {
          makeRoom(row + 1);
          slabs[Math.floor(row / SLAB_RECORDS)]!.short.set(
            new Int16Array(piece.buffer, piece.byteOffset + 4 * at, 2 * RECORD),
            2 * (row % SLAB_RECORDS) * RECORD,
          );
        }
      }
    },
  };
}
