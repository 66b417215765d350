import { randomInt } from 'node:crypto';
import type { Aggregate } from '../../series/types.ts';
import { widened } from '../../widened.ts';
import { bucketKey, bucketOfKey, KEY_BITS } from './bucket-keys.ts';
import {
  COUNTS,
  NEGATIVE_LENGTH,
  NEGATIVE_OFFSET,
  POSITIVE_LENGTH,
  POSITIVE_OFFSET,
  SCALE,
  ZERO_COUNT,
  ZERO_THRESHOLD,
} from './packed.ts';

type Histogram = Extract<Aggregate, { kind: 'histogram' }>;

/** No such entry. */
const NONE = -1;
const FIRST_ROWS = 64;
const FIRST_ENTRIES = 1024;
/** Kept between requests; what a larger one needed beyond is let go. */
const KEPT_ENTRIES = 1 << 16;
const MAX_DIVISORS = 1 << (31 - KEY_BITS);

/** Where keys meet is not to be worked out from outside: a secret of the process. */
const SEEDS = [randomInt(2 ** 31) | 1, randomInt(2 ** 31) | 1] as const;

/**
 * The sums of exponential histograms, one a row: the counts of all rows' buckets in columns, found by an open-addressing
 * table over (row, bucket), at most half full, and chained row by row in the order of their first sight. Buckets of different
 * scales stand beside each other, so that a coarse histogram does not blur a fine one. Zeros of all thresholds are in one bucket, as
 * wide as the widest.
 */
export class ExponentialSums {
  #count = 0;
  #row = new Int32Array(FIRST_ENTRIES);
  #key = new Int32Array(FIRST_ENTRIES);
  #sum = new Float64Array(FIRST_ENTRIES);
  #next = new Int32Array(FIRST_ENTRIES);
  /** Entry + 1; 0 = free. */
  #slots = new Int32Array(FIRST_ENTRIES * 2);
  /** By row: its first and its last entry. */
  #first = new Int32Array(FIRST_ROWS);
  #last = new Int32Array(FIRST_ROWS);
  #zeroCount = new Float64Array(FIRST_ROWS);
  #zeroThreshold = new Float64Array(FIRST_ROWS);
  readonly #divisors: number[] = [];

  /** Begins a row. */
  open(row: number): void {
    if (row >= this.#first.length) this.#resizeRows(Math.max(row + 1, this.#first.length * 2));
    this.#first[row] = this.#last[row] = NONE;
    this.#zeroCount[row] = this.#zeroThreshold[row] = 0;
  }

  /**
   * Adds a share of a histogram.
   *
   * @param shares `step` is the one that is meant: a number that is handed over in a call is put on the heap
   * @param divisor of the histogram's values
   */
  add(row: number, packed: Float64Array, shares: Float64Array, step: number, divisor: number): void {
    const share = shares[step]!;
    if (packed[ZERO_COUNT]! > 0) {
      this.#zeroCount[row]! += packed[ZERO_COUNT]! * share;
      this.#zeroThreshold[row] = Math.max(this.#zeroThreshold[row]!, packed[ZERO_THRESHOLD]! / divisor);
    }
    const unit = this.#unitOf(divisor);
    const scale = packed[SCALE]!;
    const positives = packed[POSITIVE_LENGTH]!;
    const firstPositive = unit | bucketKey(scale, packed[POSITIVE_OFFSET]!, false);
    this.#addSide(row, firstPositive, packed, COUNTS, positives, shares, step);
    const negatives = packed[NEGATIVE_LENGTH]!;
    if (negatives === 0) return;
    const firstNegative = unit | bucketKey(scale, packed[NEGATIVE_OFFSET]!, true);
    this.#addSide(row, firstNegative, packed, COUNTS + positives, negatives, shares, step);
  }

  /** What was added to the row; null: nothing. */
  histogram(row: number): Histogram | null {
    const lowers: number[] = [];
    const uppers: number[] = [];
    const counts: number[] = [];
    const zeroCount = this.#zeroCount[row]!;
    if (zeroCount > 0) {
      const threshold = this.#zeroThreshold[row]!;
      lowers.push(0 - threshold);
      uppers.push(threshold);
      counts.push(zeroCount);
    }
    for (let entry = this.#first[row]!; entry !== NONE; entry = this.#next[entry]!) {
      const key = this.#key[entry]!;
      const { lower, upper } = bucketOfKey(key);
      const divisor = this.#divisors[key >>> KEY_BITS]!;
      lowers.push(lower / divisor);
      uppers.push(upper / divisor);
      counts.push(this.#sum[entry]!);
    }
    return counts.length === 0 ? null : { kind: 'histogram', lowers, uppers, counts };
  }

  /** Forgets all rows. */
  clear(): void {
    if (this.#row.length > KEPT_ENTRIES) this.#resizeEntries(FIRST_ENTRIES, FIRST_ENTRIES * 2);
    else if (this.#count > 0) this.#slots.fill(0);
    if (this.#first.length > KEPT_ENTRIES) this.#resizeRows(FIRST_ROWS);
    this.#count = this.#divisors.length = 0;
  }

  #addSide(
    row: number,
    firstKey: number,
    packed: Float64Array,
    at: number,
    length: number,
    shares: Float64Array,
    step: number,
  ): void {
    const share = shares[step]!;
    for (let i = 0; i < length; i++) {
      const count = packed[at + i]!;
      if (count === 0) continue;
      const entry = this.#entryOf(row, firstKey + i);
      this.#sum[entry]! += count * share;
    }
  }

  #entryOf(row: number, key: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf(row, key, mask);
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = slots[slot]! - 1;
      if (this.#key[entry] === key && this.#row[entry] === row) return entry;
    }
    if (this.#count === this.#row.length) {
      this.#grow();
      return this.#entryOf(row, key);
    }
    const entry = this.#count++;
    slots[slot] = entry + 1;
    this.#row[entry] = row;
    this.#key[entry] = key;
    this.#sum[entry] = 0;
    this.#next[entry] = NONE;
    const last = this.#last[row]!;
    if (last === NONE) this.#first[row] = entry;
    else this.#next[last] = entry;
    this.#last[row] = entry;
    return entry;
  }

  #grow(): void {
    const size = this.#row.length * 2;
    this.#resizeEntries(size, size * 2);
    const mask = this.#slots.length - 1;
    for (let entry = 0; entry < this.#count; entry++) {
      let slot = slotOf(this.#row[entry]!, this.#key[entry]!, mask);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = entry + 1;
    }
  }

  #resizeEntries(size: number, slots: number): void {
    this.#row = widened(this.#row, size);
    this.#key = widened(this.#key, size);
    this.#sum = widened(this.#sum, size);
    this.#next = widened(this.#next, size);
    this.#slots = new Int32Array(slots);
  }

  #resizeRows(size: number): void {
    this.#first = widened(this.#first, size);
    this.#last = widened(this.#last, size);
    this.#zeroCount = widened(this.#zeroCount, size);
    this.#zeroThreshold = widened(this.#zeroThreshold, size);
  }

  /** The divisor's bits of a key. There are two at most: metrics in seconds and in milliseconds. */
  #unitOf(divisor: number): number {
    let index = this.#divisors.indexOf(divisor);
    if (index < 0) index = this.#divisors.push(divisor) - 1;
    if (index >= MAX_DIVISORS) throw new RangeError(`more than ${MAX_DIVISORS} divisors`);
    return index << KEY_BITS;
  }
}

function slotOf(row: number, key: number, mask: number): number {
  const mixed = Math.imul(row, SEEDS[0]) ^ Math.imul(key, SEEDS[1]);
  return (mixed ^ (mixed >>> 15)) & mask;
}
