import { sameFields } from '../intake/wire/same-fields.ts';
import { widened } from '../widened.ts';

/** Nothing is known of these bytes. Values are above it; what they mean is the user's. */
export const NONE = -0x8000_0000;

/** Entries with one and the same sum that are looked at; a further one is not kept (nobody meets so many by accident). */
const MAX_SAME_SUM = 8;
const FIRST_SLOTS = 1024;

/**
 * What is known of runs of bytes: (owner, bytes) → value, an open-addressing table in typed arrays, at most half full. It
 * is found by a sum over the bytes (SeededHash) and believed only when owner and bytes are the same, so a hit is exact. A
 * memory of what was worked out before, never the only place of anything: whoever misses works it out again.
 *
 * 40 bytes an entry at most, and the bytes themselves.
 */
export class ByteTable {
  size = 0;
  /** Row in the entries + 1; 0 = free. */
  #slots = new Int32Array(FIRST_SLOTS);
  #owner = new Int32Array(FIRST_SLOTS / 2);
  #low = new Int32Array(FIRST_SLOTS / 2);
  #high = new Int32Array(FIRST_SLOTS / 2);
  #value = new Int32Array(FIRST_SLOTS / 2);
  /** In words of the arena. */
  #offset = new Uint32Array(FIRST_SLOTS / 2);
  #length = new Uint32Array(FIRST_SLOTS / 2);
  /** All entries' bytes, each from a whole word on. */
  #arena = new Int32Array(FIRST_SLOTS * 4);
  #arenaUsed = 0;
  /** The entry that was found last. */
  #latest = -1;

  /** Bytes that it holds. */
  get byteLength(): number {
    return this.#slots.byteLength + this.#owner.byteLength * 6 + this.#arena.byteLength;
  }

  /**
   * As `find`, but only looks at the entry after the one that was found last. Who sends says the same in the same order,
   * and entries stand in the order of their first sight: nearly all are found here, without a sum over their bytes.
   */
  findNext(owner: number, view: DataView, from: number, to: number): number {
    const next = this.#latest + 1;
    if (next >= this.size || this.#owner[next] !== owner || !this.#same(next, view, from, to)) return NONE;
    return this.#value[(this.#latest = next)]!;
  }

  /**
   * @param isSet the bytes are tagged fields whose order means nothing
   * @returns the value of `from`…`to`, or NONE
   */
  find(owner: number, low: number, high: number, view: DataView, from: number, to: number, isSet: boolean): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = slotOf(owner, low, high, mask); ; slot = (slot + 1) & mask) {
      const entry = slots[slot]! - 1;
      if (entry < 0) return NONE;
      if (this.#low[entry] === low && this.#high[entry] === high && this.#owner[entry] === owner)
        if (this.#same(entry, view, from, to) || (isSet && this.#sameSet(entry, view, from, to)))
          return this.#value[(this.#latest = entry)]!;
    }
  }

  /** The bytes must not be in it yet. */
  add(owner: number, low: number, high: number, view: DataView, from: number, to: number, value: number): void {
    if (this.size === this.#owner.length) this.#grow();
    const slot = this.#freeSlot(owner, low, high);
    if (slot < 0) return;
    const entry = this.size++;
    this.#slots[slot] = entry + 1;
    this.#owner[entry] = owner;
    this.#low[entry] = low;
    this.#high[entry] = high;
    this.#value[entry] = value;
    this.#offset[entry] = this.#arenaUsed;
    this.#length[entry] = to - from;
    const words = (to - from + 3) >>> 2;
    while (this.#arenaUsed + words > this.#arena.length) this.#arena = widened(this.#arena);
    for (let word = 0; word < words; word++) this.#arena[this.#arenaUsed + word] = wordAt(view, from + word * 4, to);
    this.#arenaUsed += words;
    this.#latest = entry;
  }

  /** Forgets the entries whose value is not to be kept. */
  retain(keep: (value: number) => boolean): void {
    let kept = 0;
    let used = 0;
    for (let entry = 0; entry < this.size; entry++) {
      if (!keep(this.#value[entry]!)) continue;
      const offset = this.#offset[entry]!;
      const words = (this.#length[entry]! + 3) >>> 2;
      this.#arena.copyWithin(used, offset, offset + words);
      for (const column of [this.#owner, this.#low, this.#high, this.#value, this.#length])
        column[kept] = column[entry]!;
      this.#offset[kept] = used;
      used += words;
      kept++;
    }
    this.size = kept;
    this.#latest = -1;
    this.#arenaUsed = used;
    this.#fillSlots(this.#slots.length);
  }

  clear(): void {
    this.size = this.#arenaUsed = 0;
    this.#latest = -1;
    this.#slots.fill(0);
  }

  #same(entry: number, view: DataView, from: number, to: number): boolean {
    const length = to - from;
    if (this.#length[entry] !== length) return false;
    const arena = this.#arena;
    let word = this.#offset[entry]!;
    let at = from;
    // Four words a turn: it is nearly always the same from end to end.
    for (const last = to - 16; at <= last; at += 16, word += 4) {
      const difference =
        (view.getInt32(at, true) ^ arena[word]!) |
        (view.getInt32(at + 4, true) ^ arena[word + 1]!) |
        (view.getInt32(at + 8, true) ^ arena[word + 2]!) |
        (view.getInt32(at + 12, true) ^ arena[word + 3]!);
      if (difference !== 0) return false;
    }
    for (const last = to - 4; at <= last; at += 4) if (view.getInt32(at, true) !== arena[word++]) return false;
    return at === to || wordAt(view, at, to) === arena[word];
  }

  #sameSet(entry: number, view: DataView, from: number, to: number): boolean {
    if (this.#length[entry] !== to - from) return false;
    const start = this.#offset[entry]! * 4;
    return sameFields(view, from, to, new DataView(this.#arena.buffer), start);
  }

  #freeSlot(owner: number, low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let same = 0;
    for (let slot = slotOf(owner, low, high, mask); ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return slot;
      if (this.#low[entry] === low && this.#high[entry] === high && ++same === MAX_SAME_SUM) return -1;
    }
  }

  #grow(): void {
    this.#owner = widened(this.#owner);
    this.#low = widened(this.#low);
    this.#high = widened(this.#high);
    this.#value = widened(this.#value);
    this.#offset = widened(this.#offset);
    this.#length = widened(this.#length);
    this.#fillSlots(this.#slots.length * 2);
  }

  #fillSlots(count: number): void {
    this.#slots = new Int32Array(count);
    for (let entry = 0; entry < this.size; entry++) {
      const mask = count - 1;
      let slot = slotOf(this.#owner[entry]!, this.#low[entry]!, this.#high[entry]!, mask);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = entry + 1;
    }
  }
}

function slotOf(owner: number, low: number, high: number, mask: number): number {
  const mixed = Math.imul(low ^ Math.imul(owner, 0x9e3779b1), 0x85ebca77) ^ high;
  return (mixed ^ (mixed >>> 15)) & mask;
}

/** Four bytes from `at` on; beyond `to` they are 0. */
function wordAt(view: DataView, at: number, to: number): number {
  if (at + 4 <= to) return view.getInt32(at, true);
  let word = 0;
  for (let i = to - 1; i >= at; i--) word = (word << 8) | view.getUint8(i);
  return word;
}
