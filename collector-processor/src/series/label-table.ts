import { randomInt } from 'node:crypto';
import { widened } from '../widened.ts';
import type { Labels } from './types.ts';

/** Senders choose labels: where theirs stand in the table must not be theirs to choose. */
const SEED = randomInt(2 ** 32 - 1);
const FNV_PRIME = 0x01000193;
/** Slots a set has at least: probes stay short. */
const LEAST_SLOTS = 2;

/**
 * Label sets by what they say, whatever the order of their names: numbers 0, 1, 2 … as they come. The sets themselves are
 * kept elsewhere (`same` compares with set number n), so an entry is 12 to 20 bytes, not a key of a hundred characters.
 * Open addressing, linear probing.
 */
export function createLabelTable(same: (labels: Labels, n: number) => boolean) {
  /** Number + 1; 0: free. */
  let slots = new Int32Array(32);
  let hashes = new Int32Array(16);
  let size = 0;

  function slotOf(labels: Labels, hash: number): number {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const n = slots[slot]! - 1;
      if (hashes[n] === hash && same(labels, n)) break;
    }
    return slot;
  }

  function grow(): void {
    hashes = widened(hashes);
    slots = new Int32Array(hashes.length * LEAST_SLOTS);
    const mask = slots.length - 1;
    for (let n = 0; n < size; n++) {
      let slot = hashes[n]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = n + 1;
    }
  }

  return {
    /** −1 where there is none. */
    find: (labels: Labels): number => slots[slotOf(labels, hashOf(labels))]! - 1,
    /** Only what `find` does not find; `same` must know the set by its number from now on. */
    add(labels: Labels): number {
      if (size >= hashes.length) grow();
      const hash = hashOf(labels);
      hashes[size] = hash;
      slots[slotOf(labels, hash)] = size + 1;
      return size++;
    },
    size: () => size,
  };
}

/** 32 bits; the same for any order of names. */
function hashOf(labels: Labels): number {
  let sum = SEED;
  for (const name in labels) sum = (sum + mixed(hashText(labels[name]!, hashText(name, SEED)))) | 0;
  return mixed(sum);
}

function hashText(text: string, from: number): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  // What ends here and what begins next do not run together.
  return Math.imul(hash ^ 0x1_0000, FNV_PRIME);
}

/** Murmur3's finaliser: every bit of the input moves every bit of the result. */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
