/** Uniform in [0, 1). */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to draw samples and splits with. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` different indices below `total` in ascending order, all of them when there are no more (Knuth's algorithm S). */
export function sampleIndices(total: number, count: number, random: Random): Int32Array {
  const wanted = Math.min(count, total);
  const picked = new Int32Array(wanted);
  let taken = 0;
  for (let i = 0; taken < wanted; i++) {
    if (random() * (total - i) < wanted - taken) picked[taken++] = i;
  }
  return picked;
}
