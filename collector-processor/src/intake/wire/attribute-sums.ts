import type { Cursor } from './cursor.ts';
import { SCATTERED, type AttributeColumns } from './metric-columns.ts';
import { fieldEnd } from './same-fields.ts';
import type { SeededHash } from './seeded-hash.ts';

/**
 * Steps over a run of attributes, and notes where they stand. The cursor stands behind the first one's tag.
 *
 * @param start of the first one's tag
 * @param tag one byte
 */
export function takeAttributes(cursor: Cursor, sets: AttributeColumns, row: number, start: number, tag: number): void {
  const { bytes, end } = cursor;
  let count = 0;
  let to: number;
  do {
    to = cursor.length();
    count++;
    cursor.pos = to + 1;
  } while (to < end && bytes[to] === tag);
  cursor.pos = to;
  const before = sets.attributeCount[row]!;
  sets.attributeCount[row] = before + count;
  if (before === 0) sets.attributesFrom[row] = start;
  sets.attributesTo[row] = before === 0 || sets.attributesTo[row] === start ? to : SCATTERED;
}

/** The sum over a run of attributes, in any order the same, left in `hash`. What `takeAttributes` stepped over. */
export function sumAttributes(hash: SeededHash, view: DataView, from: number, to: number): void {
  hash.start();
  for (let at = from; at < to;) {
    const end = fieldEnd(view, at);
    hash.add(view, at, end);
    at = end;
  }
}
