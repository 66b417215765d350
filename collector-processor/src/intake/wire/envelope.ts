import { takeAttributes } from './attribute-sums.ts';
import type { Cursor } from './cursor.ts';
import type { ResourceColumns } from './metric-columns.ts';
import { bytesTag, RESOURCE_ATTRIBUTES, RESOURCE_OF } from './tags.ts';

/** `resource_metrics`, `resource_spans`; in it `scope_metrics`, `scope_spans`. */
const OF_RESOURCE = bytesTag(1);
const OF_SCOPE = bytesTag(2);

/** Reads the message that begins with its length at the cursor. */
export function within(cursor: Cursor, read: (row: number) => void, row: number): void {
  const outer = cursor.enter();
  read(row);
  cursor.end = outer;
}

/**
 * Reads what all export requests are: a message a resource, in it who it is and what its scopes say.
 *
 * @param scope reads a scope's message up to its end; its argument is the row of its resource
 */
export function createEnvelopeReader(cursor: Cursor, resources: ResourceColumns, scope: (ofResource: number) => void) {
  function resource(row: number): void {
    while (cursor.pos < cursor.end) {
      const start = cursor.pos;
      const tag = cursor.tag();
      if (tag === RESOURCE_ATTRIBUTES) takeAttributes(cursor, resources, row, start, tag);
      else cursor.skip(tag);
    }
  }

  function ofResource(): void {
    const row = resources.add();
    resources.from[row] = cursor.pos;
    resources.to[row] = cursor.end;
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === RESOURCE_OF) within(cursor, resource, row);
      else if (tag === OF_SCOPE) within(cursor, scope, row);
      else cursor.skip(tag);
    }
  }

  return function readRequest(): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === OF_RESOURCE) within(cursor, ofResource, 0);
      else cursor.skip(tag);
    }
  };
}
