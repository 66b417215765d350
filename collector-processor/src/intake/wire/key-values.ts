import type { Attribute, LogField } from '../otlp/decoded.ts';
import { readLogFields, type NestedMap } from '../otlp/log-fields.ts';
import { Cursor } from './cursor.ts';
import { ANY_VALUE, bytesTag, MAP_VALUES } from './tags.ts';

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
  for (const cursor of messages(bytes, start, end, tag)) attributes.push(keyValue(cursor, bytes, opaque));
  return attributes;
}

/** The same of a log record, with the maps in them. @throws WireError */
export function readFields(bytes: Uint8Array, start: number, end: number, tag: number): LogField[] {
  const map = (from: number, to: number): NestedMap<Cursor> => ({
    entries: () => messages(bytes, from, to, MAP_VALUES),
    opaque: () => opaque(from, to, bytes),
  });
  return readLogFields(messages(bytes, start, end, tag), (cursor) => keyValue(cursor, bytes, map));
}

/** The same of the sub-messages of one field, one level down: the attributes of a `Resource` that stands in parts. */
export function readNestedAttributes(bytes: Uint8Array, start: number, end: number, outer: number, tag: number) {
  const attributes: Attribute[] = [];
  for (const { pos, end: to } of messages(bytes, start, end, outer))
    attributes.push(...readAttributes(bytes, pos, to, tag));
  return attributes;
}

/** UTF-8 as text; what is not valid becomes U+FFFD. */
export function readText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/** The fields of one tag, each as a cursor of its own that stands at its beginning. */
function* messages(bytes: Uint8Array, start: number, end: number, tag: number): Generator<Cursor> {
  const cursor = cursorAt(bytes, start, end);
  while (cursor.pos < cursor.end) {
    const found = cursor.tag();
    if (found !== tag) cursor.skip(found);
    else {
      const until = cursor.length();
      yield cursorAt(bytes, cursor.pos, until);
      cursor.pos = until;
    }
  }
}

/** @param map what a map is that stands there */
function keyValue<Map>(cursor: Cursor, bytes: Uint8Array, map: ReadMap<Map>) {
  let key = '';
  let value: Attribute['value'] | Map = '';
  while (cursor.pos < cursor.end) {
    const tag = cursor.tag();
    if (tag !== KEY && tag !== VALUE) {
      cursor.skip(tag);
      continue;
    }
    const until = cursor.length();
    if (tag === KEY) key = readText(bytes, cursor.pos, until);
    else value = anyValue(cursorAt(bytes, cursor.pos, until), bytes, value, map);
    cursor.pos = until;
  }
  return { key, value };
}

type ReadMap<Map> = (from: number, to: number, bytes: Uint8Array) => Map;

/** Arrays, bytes and most maps stay opaque, as base64: what is nested in them is never looked at. */
const opaque = (from: number, to: number, bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(from, to)).toString('base64');

function anyValue<Map>(
  cursor: Cursor,
  bytes: Uint8Array,
  before: Attribute['value'] | Map,
  map: ReadMap<Map>,
): Attribute['value'] | Map {
  let value = before;
  while (cursor.pos < cursor.end) {
    const tag = cursor.tag();
    switch (tag) {
      case ANY_VALUE.text:
      case ANY_VALUE.array:
      case ANY_VALUE.map:
      case ANY_VALUE.bytes: {
        const until = cursor.length();
        if (tag === ANY_VALUE.text) value = readText(bytes, cursor.pos, until);
        else value = (tag === ANY_VALUE.map ? map : opaque)(cursor.pos, until, bytes);
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
