/** WebAssembly's page. */
const PAGE_BYTES = 65_536;
/** SIMD loads and stores go by four floats. */
const LANES = 4;
/** Index 0 is never a block. */
const FIRST = LANES;

/**
 * One linear memory of float32 numbers that kernels, in JavaScript or WebAssembly, work on. Blocks are named by the
 * index of their first number, start on a vector boundary and are padded to whole vectors.
 */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** The numbers. Take it anew after `allocate`: growing the memory replaces it. */
  readonly floats: Float32Array;
  /** A block of `length` zeros. */
  allocate(length: number): number;
  /** Gives all blocks back. */
  reset(): void;
}

export function createArena(): Arena {
  const memory = new WebAssembly.Memory({ initial: 16 });
  let floats = new Float32Array(memory.buffer);
  let next = FIRST;

  return {
    memory,
    get floats() {
      return floats;
    },
    allocate(length) {
      const start = next;
      next += Math.ceil(length / LANES) * LANES;
      const missingBytes = next * Float32Array.BYTES_PER_ELEMENT - memory.buffer.byteLength;
      if (missingBytes > 0) {
        memory.grow(Math.ceil(missingBytes / PAGE_BYTES));
        floats = new Float32Array(memory.buffer);
      }
      floats.fill(0, start, next);
      return start;
    },
    reset() {
      next = FIRST;
    },
  };
}
