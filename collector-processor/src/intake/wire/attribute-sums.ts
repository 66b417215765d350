import type { Cursor } from './cursor.ts';
import { SCATTERED, type AttributeColumns } from './metric-columns.ts';
import type { SeededHash } from './seeded-hash.ts';

/**
 * Takes a run of attributes into their set, by their bytes. The cursor stands behind the first one's tag.
 *
 * @param start of the first one's tag
 * @param tag one byte
 */
export function addAttributes(
  cursor: Cursor,
  hash: SeededHash,
  sets: AttributeColumns,
  row: number,
  start: number,
  tag: number,
): void {
  const { bytes, view, end } = cursor;
  let count = 0;
  let to: number;
  do {
    to = cursor.length();
    hash.add(view, cursor.pos, to);
    count++;
    cursor.pos = to + 1;
  } while (to < end && bytes[to] === tag);
  cursor.pos = to;
  const before = sets.attributeCount[row]!;
  sets.attributeCount[row] = before + count;
  if (before === 0) sets.attributesFrom[row] = start;
  sets.attributesTo[row] = before === 0 || sets.attributesTo[row] === start ? to : SCATTERED;
}
