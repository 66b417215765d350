import type { Random } from '../../random.ts';

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
