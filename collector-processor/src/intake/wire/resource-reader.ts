import { takeAttributes } from './attribute-sums.ts';
import type { Cursor } from './cursor.ts';
import type { ResourceColumns } from './metric-columns.ts';
import { RESOURCE_ATTRIBUTES } from './tags.ts';

/** Reads the `Resource` that the cursor stands in, up to its end, into a row. */
export function readResource(cursor: Cursor, resources: ResourceColumns, row: number): void {
  while (cursor.pos < cursor.end) {
    const start = cursor.pos;
    const tag = cursor.tag();
    if (tag === RESOURCE_ATTRIBUTES) takeAttributes(cursor, resources, row, start, tag);
    else cursor.skip(tag);
  }
}
