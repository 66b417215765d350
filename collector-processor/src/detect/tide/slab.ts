import type { Lent, Loan } from '../../lent.ts';
import { RECORD } from './layout.ts';

/**
 * Records of a watch, one after another, so that scoring a step walks memory in order. Both arrays are views of the same
 * bytes: what needs fewer bits is kept in parts of int16 (profile.ts, hour-scale.ts, share.ts), all else in float32.
 */
export interface Slab {
  readonly float: Float32Array;
  readonly short: Int16Array;
}

/** Records of a full slab: 3.4 MB. */
export const SLAB_RECORDS = 4096;
const FIRST_RECORDS = 16;

/** The records of a slab as threads hand them to each other. */
export type SlabMemory = SharedArrayBuffer;

/** @param float whole records, maybe a part of a longer buffer (of any length: V8's serialiser gives such); the slab writes into it */
export const slabOf = (float: Float32Array): Slab => ({
  float,
  short: new Int16Array(float.buffer, float.byteOffset, float.byteLength / Int16Array.BYTES_PER_ELEMENT),
});

/**
 * A slab of `records` records, the first of them taken over from `from`. Copies bytes: not all of them are numbers.
 *
 * @param shared in memory that other threads can share
 */
export function slabFor(records: number, from?: Slab, shared = false): Slab {
  const bytes = records * RECORD * Float32Array.BYTES_PER_ELEMENT;
  const float = new Float32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  if (from !== undefined) float.set(from.float);
  return slabOf(float);
}

/** All records of a watch: full slabs and a last one that grows, so that no record of a large watch is ever moved. */
export function createSlabs(shared = false) {
  let slabs: Slab[] = [];
  /** By slab: what a checkpoint has been lent of it. */
  let lent: readonly Lent[] = [];

  function makeRoom(records: number): void {
    while (slabs.length * SLAB_RECORDS < records) {
      const last = slabs.at(-1);
      if (last !== undefined && last.float.length < SLAB_RECORDS * RECORD)
        slabs[slabs.length - 1] = slabFor(SLAB_RECORDS, last, shared);
      slabs.push(slabFor(slabs.length === 0 ? FIRST_RECORDS : SLAB_RECORDS, undefined, shared));
    }
    const wanted = records - (slabs.length - 1) * SLAB_RECORDS;
    const last = slabs.at(-1);
    if (last === undefined || wanted * RECORD <= last.float.length) return;
    const room = Math.min(SLAB_RECORDS, Math.max(wanted, (2 * last.float.length) / RECORD));
    slabs[slabs.length - 1] = slabFor(room, last, shared);
  }

  return {
    makeRoom,
    /** Of all slabs of a shared watch, in order. One that grows gets another memory. */
    memory: (): SlabMemory[] => slabs.map(({ float }) => float.buffer as SlabMemory),
    /** Takes over a slab that another thread made, in place of the one it was. Slabs come in order. */
    adopt(index: number, memory: SlabMemory): void {
      slabs[index] = slabOf(new Float32Array(memory));
    },
    of: (row: number): Slab => slabs[Math.floor(row / SLAB_RECORDS)]!,
    /** Where the record of a row begins in its slab. */
    offset: (row: number): number => (row % SLAB_RECORDS) * RECORD,
    /**
     * The records of the first `rows` rows: views that go on changing; of a slab that is not full a copy where it is shared,
     * since V8 does not serialise shared memory (full slabs are written as bytes).
     */
    views: (rows: number): Float32Array[] =>
      slabs.map(({ float }, i) => {
        const end = Math.min(SLAB_RECORDS, rows - i * SLAB_RECORDS) * RECORD;
        return shared && end < SLAB_RECORDS * RECORD ? float.slice(0, end) : float.subarray(0, end);
      }),
    /** The same for a checkpoint that is written while scoring goes on, if `keep` is called before records change. */
    lend(rows: number, loan: Loan): Lent<Float32Array>[] {
      const views = slabs.map(({ float }, i) =>
        float.subarray(0, Math.min(SLAB_RECORDS, rows - i * SLAB_RECORDS) * RECORD),
      );
      const given = views.map((view) => loan.lend(view));
      lent = given;
      return given;
    },
    /** Records of the rows `from` to before `to` are about to change. */
    keep(from: number, to: number): void {
      for (let i = Math.floor(from / SLAB_RECORDS); i < lent.length && i * SLAB_RECORDS < to; i++) lent[i]!.keep();
    },
    /** Copies records in, as `views` gave them; from older checkpoints all in one piece. */
    restore(pieces: readonly Float32Array[]): void {
      slabs = [];
      let row = 0;
      for (const piece of pieces) {
        const from = slabOf(piece).short;
        for (let at = 0; at < piece.length;) {
          // So far as one slab goes.
          const records = Math.min(piece.length - at, (SLAB_RECORDS - (row % SLAB_RECORDS)) * RECORD) / RECORD;
          makeRoom(row + records);
          const { short } = slabs[Math.floor(row / SLAB_RECORDS)]!;
          short.set(from.subarray(2 * at, 2 * (at + records * RECORD)), 2 * (row % SLAB_RECORDS) * RECORD);
          row += records;
          at += records * RECORD;
        }
      }
    },
  };
}
