import type { Attribute } from '../otlp/decoded.ts';
import { Cursor } from './cursor.ts';
import { ANY_VALUE, bytesTag } from './tags.ts';

const KEY = bytesTag(1);
const VALUE = bytesTag(2);

/**
 * The attributes of a message, read to be understood: the way that only a stream's first point takes.
 *
 * @param tag of the message's attributes (field × 8 + 2)
 * @throws WireError
 */
export function readAttributes(bytes: Uint8Array, start: number, end: number, tag: number): Attribute[] {
  const attributes: Attribute[] = [];
  eachMessage(bytes, start, end, tag, (cursor) => attributes.push(keyValue(cursor, bytes)));
  return attributes;
}

/** The same of the sub-messages of one field, one level down: the attributes of a `Resource` that stands in parts. */
export function readNestedAttributes(bytes: Uint8Array, start: number, end: number, outer: number, tag: number) {
  const attributes: Attribute[] = [];
  eachMessage(bytes, start, end, outer, (cursor) => {
    attributes.push(...readAttributes(bytes, cursor.pos, cursor.end, tag));
  });
  return attributes;
}

/** UTF-8 as text; what is not valid becomes U+FFFD. */
export function readText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/** Visits the fields of one tag, each with a cursor of its own that stands at its beginning. */
function eachMessage(bytes: Uint8Array, start: number, end: number, tag: number, visit: (cursor: Cursor) => void) {
  const cursor = cursorAt(bytes, start, end);
  while (cursor.pos < cursor.end) {
    const found = cursor.tag();
    if (found !== tag) cursor.skip(found);
    else {
      const until = cursor.length();
      visit(cursorAt(bytes, cursor.pos, until));
      cursor.pos = until;
    }
  }
}

function keyValue(cursor: Cursor, bytes: Uint8Array): Attribute {
  let key = '';
  let value: Attribute['value'] = '';
  while (cursor.pos < cursor.end) {
    const tag = cursor.tag();
    if (tag !== KEY && tag !== VALUE) {
      cursor.skip(tag);
      continue;
    }
    const until = cursor.length();
    if (tag === KEY) key = readText(bytes, cursor.pos, until);
    else value = anyValue(cursorAt(bytes, cursor.pos, until), bytes, value);
    cursor.pos = until;
  }
  return { key, value };
}

/** Arrays, maps and bytes stay opaque, as base64: what is nested in them is never looked at. */
function anyValue(cursor: Cursor, bytes: Uint8Array, before: Attribute['value']): Attribute['value'] {
  let value = before;
  while (cursor.pos < cursor.end) {
    const tag = cursor.tag();
    switch (tag) {
      case ANY_VALUE.text:
      case ANY_VALUE.array:
      case ANY_VALUE.map:
      case ANY_VALUE.bytes: {
        const until = cursor.length();
        value =
          tag === ANY_VALUE.text
            ? readText(bytes, cursor.pos, until)
            : Buffer.from(bytes.subarray(cursor.pos, until)).toString('base64');
        cursor.pos = until;
        break;
      }
      case ANY_VALUE.bool:
        value = cursor.bool();
        break;
      case ANY_VALUE.int:
        value = cursor.signed();
        break;
      case ANY_VALUE.double:
        value = cursor.view.getFloat64(cursor.fixed64(), true);
        break;
      default:
        cursor.skip(tag);
    }
  }
  return value;
}

function cursorAt(bytes: Uint8Array, start: number, end: number): Cursor {
  const cursor = new Cursor();
  cursor.begin(bytes);
  cursor.pos = start;
  cursor.end = end;
  return cursor;
}
