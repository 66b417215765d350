import { hash } from 'node:crypto';
import type { Lendable, Loan } from '../lent.ts';
import { createLender } from '../lender.ts';
import { widened } from '../widened.ts';
import { createBucketShapes, type ShapesSnapshot } from './bucket-shapes.ts';
import { createExponentialSlots, type ExponentialSlots, type ExponentialSlotsSnapshot } from './exponential/slots.ts';

/** No such row, no such thing. */
export const NOT = -1;
const FIRST_ROWS = 256;
const DIGEST_WORDS = 4;

/**
 * What every stream said last, a row each, in typed arrays. A stream is known by a digest of its identity that stays the
 * same over restarts (128 bits of SHA-256: nobody finds two that meet). A row costs 80 bytes; a histogram's buckets,
 * beside, 8 a bucket (of an exponential one up to 32, so that they may become more).
 */
export interface StreamTable {
  size(): number;
  /** Columns; valid until the next `add`. */
  readonly rows: StreamRows;
  readonly shapes: ReturnType<typeof createBucketShapes>;
  /** Totals of exponential histograms. */
  readonly exponentials: ExponentialSlots;
  /** @returns the row, or NOT */
  find(digest: Int32Array): number;
  /** @returns the new stream's row, or NOT when there are too many */
  add(digest: Int32Array): number;
  isLive(row: number): boolean;
  /** Forgets what was last seen before; `forgotten` hears of each first. */
  sweep(beforeMs: number, forgotten: (row: number) => void): void;
  /** The row is about to change: what a checkpoint was lent of it is kept. */
  keep(row: number): void;
  snapshot(): StreamsSnapshot;
  /** For a checkpoint that is written while streams go on. */
  lend(loan: Loan): Lendable<StreamsSnapshot>;
  restore(snapshot: StreamsSnapshot): void;
}

/** Plain data. Row i of each column is one stream, or free (`seenMs` is −Infinity). */
export interface StreamsSnapshot {
  readonly digest: Int32Array;
  readonly family: Int32Array;
  readonly startMs: Float64Array;
  readonly lastMs: Float64Array;
  readonly seenMs: Float64Array;
  readonly total: Float64Array;
  readonly shape: Int32Array;
  readonly slot: Int32Array;
  readonly shapes: ShapesSnapshot;
  readonly exponentials: ExponentialSlotsSnapshot;
}

type Columns = Pick<
  StreamsSnapshot,
  'digest' | 'family' | 'startMs' | 'lastMs' | 'seenMs' | 'total' | 'shape' | 'slot'
>;

export class StreamRows {
  /** Who it is; DIGEST_WORDS words each. */
  digest = new Int32Array(FIRST_ROWS * DIGEST_WORDS);
  /** Row among the families, of cumulative streams; else NOT. */
  family = new Int32Array(FIRST_ROWS);
  /** Index of its routes; NOT until its first point since the start. */
  routes = new Int32Array(FIRST_ROWS);
  /** 0 = the sender gives none. */
  startMs = new Float64Array(FIRST_ROWS);
  lastMs = new Float64Array(FIRST_ROWS);
  /** When it was received last; −Infinity: the row is free. */
  seenMs = new Float64Array(FIRST_ROWS);
  /** The total of a cumulative number; NaN where only the time matters. */
  total = new Float64Array(FIRST_ROWS);
  /**
   * A histogram's bounds among the shapes, and where its totals stand there if it is cumulative; else NOT. An exponential
   * histogram has no shape, and a slot among the exponential ones.
   */
  shape = new Int32Array(FIRST_ROWS);
  slot = new Int32Array(FIRST_ROWS);

  get capacity(): number {
    return this.family.length;
  }

  resize(size: number): void {
    this.digest = widened(this.digest, size * DIGEST_WORDS);
    this.family = widened(this.family, size);
    this.routes = widened(this.routes, size);
    this.startMs = widened(this.startMs, size);
    this.lastMs = widened(this.lastMs, size);
    this.seenMs = widened(this.seenMs, size);
    this.total = widened(this.total, size);
    this.shape = widened(this.shape, size);
    this.slot = widened(this.slot, size);
  }
}

function* exponentialSlots({ shape, slot }: StreamRows, count: number): Generator<number> {
  for (let row = 0; row < count; row++) if (shape[row] === NOT && slot[row] !== NOT) yield slot[row]!;
}

/** @param key family and attributes; see attributesKey */
export function streamDigest(key: string): Int32Array {
  // As a string of bytes: a buffer for each would cost four times as much.
  const bytes = hash('sha256', key, 'binary');
  const digest = new Int32Array(DIGEST_WORDS);
  for (let word = 0; word < DIGEST_WORDS; word++) digest[word] = littleEndianAt(bytes, word * 4);
  return digest;
}

const littleEndianAt = (bytes: string, at: number): number =>
  bytes.charCodeAt(at) |
  (bytes.charCodeAt(at + 1) << 8) |
  (bytes.charCodeAt(at + 2) << 16) |
  (bytes.charCodeAt(at + 3) << 24);

export function createStreamTable(maxStreams: number): StreamTable {
  const rows = new StreamRows();
  const shapes = createBucketShapes();
  const exponentials = createExponentialSlots();
  /** Row + 1 by digest, open addressing; 0 = free. */
  let slots = new Int32Array(FIRST_ROWS * 2);
  let size = 0;
  let used = 0;
  let free: number[] = [];
  const lender = createLender();

  /** The slot of the digest that stands in `digests` at `at`, or the free one where it would stand. */
  function slotOf(digests: Int32Array, at: number): number {
    const mask = slots.length - 1;
    for (let slot = digests[at]! & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot]! - 1;
      if (row < 0 || isDigestOf(row, digests, at)) return slot;
    }
  }

  function isDigestOf(row: number, digests: Int32Array, at: number): boolean {
    const own = row * DIGEST_WORDS;
    for (let i = 0; i < DIGEST_WORDS; i++) if (rows.digest[own + i] !== digests[at + i]) return false;
    return true;
  }

  function index(row: number): void {
    slots[slotOf(rows.digest, row * DIGEST_WORDS)] = row + 1;
  }

  function indexAll(length: number): void {
    slots = new Int32Array(length);
    for (let row = 0; row < used; row++) if (isLive(row)) index(row);
  }

  const isLive = (row: number): boolean => rows.seenMs[row]! > -Infinity;

  function makeRoom(count: number): void {
    let capacity = rows.capacity;
    while (capacity < count) capacity *= 2;
    if (capacity > rows.capacity) rows.resize(capacity);
    if (slots.length < capacity * 2) indexAll(capacity * 2);
  }

  function forget(row: number): void {
    lender.keep(row);
    size--;
    rows.seenMs[row] = -Infinity;
    if (rows.shape[row] !== NOT) shapes.release(rows.shape[row]!, rows.slot[row]!);
    else if (rows.slot[row] !== NOT) exponentials.release(rows.slot[row]!);
    rows.shape[row] = rows.slot[row] = NOT;
    free.push(row);
  }

  /** Of all rows that are used, those that are free again included. */
  function columns(): Columns {
    const { digest, family, startMs, lastMs, seenMs, total, shape, slot } = rows;
    return {
      digest: digest.subarray(0, used * DIGEST_WORDS),
      family: family.subarray(0, used),
      startMs: startMs.subarray(0, used),
      lastMs: lastMs.subarray(0, used),
      seenMs: seenMs.subarray(0, used),
      total: total.subarray(0, used),
      shape: shape.subarray(0, used),
      slot: slot.subarray(0, used),
    };
  }

  return {
    rows,
    shapes,
    exponentials,
    isLive,
    size: () => size,
    find: (digest) => slots[slotOf(digest, 0)]! - 1,
    add(digest) {
      if (size >= maxStreams) return NOT;
      makeRoom(used + 1);
      const row = free.pop() ?? used++;
      size++;
      lender.keep(row);
      rows.digest.set(digest, row * DIGEST_WORDS);
      rows.family[row] = rows.routes[row] = rows.shape[row] = rows.slot[row] = NOT;
      rows.startMs[row] = rows.lastMs[row] = rows.seenMs[row] = 0;
      rows.total[row] = NaN;
      index(row);
      return row;
    },
    sweep(beforeMs, forgotten) {
      const before = size;
      for (let row = 0; row < used; row++) {
        if (!isLive(row) || rows.seenMs[row]! >= beforeMs) continue;
        forgotten(row);
        forget(row);
      }
      if (size < before) indexAll(slots.length);
    },
    keep: lender.keep,
    snapshot: () => ({
      ...(Object.fromEntries(Object.entries(columns()).map(([name, column]) => [name, column.slice()])) as Columns),
      shapes: shapes.snapshot(),
      exponentials: exponentials.snapshot(),
    }),
    lend: (loan) => ({
      ...lender.lend(columns(), loan, { digest: DIGEST_WORDS }),
      shapes: shapes.lend(loan),
      exponentials: exponentials.lend(loan),
    }),
    restore(snapshot) {
      const count = Math.min(snapshot.family.length, maxStreams);
      makeRoom(count);
      const { digest, family, startMs, lastMs, seenMs, total, shape, slot } = snapshot;
      rows.digest.set(digest.subarray(0, count * DIGEST_WORDS));
      for (const [to, from] of [
        [rows.family, family],
        [rows.startMs, startMs],
        [rows.lastMs, lastMs],
        [rows.seenMs, seenMs],
        [rows.total, total],
        [rows.shape, shape],
        [rows.slot, slot],
      ] as const) {
        to.set(from.subarray(0, count));
      }
      rows.routes.fill(NOT);
      used = count;
      free = [];
      for (let row = 0; row < count; row++) if (!isLive(row)) free.push(row);
      size = count - free.length;
      shapes.restore(snapshot.shapes, rows.shape.subarray(0, count));
      exponentials.restore(snapshot.exponentials, exponentialSlots(rows, count));
      indexAll(slots.length);
    },
  };
}
