import type { Attribute, LogBody, LogField } from './decoded.ts';
import { signedToNumber, type Halves } from './integers.ts';
import { readLogFields } from './log-fields.ts';
import { messageType } from './proto-schema.ts';

const keyValueList = messageType('KeyValueList');

/** What protobufjs gives for the table in proto-schema.ts; fields that are absent are not own. */
export type Int64 = Halves | number;

export interface WireValue {
  stringValue: string;
  boolValue: boolean;
  intValue: Int64;
  doubleValue: number;
  arrayValue: Uint8Array;
  kvlistValue: Uint8Array;
  bytesValue: Uint8Array;
}

export interface WireAttribute {
  key: string;
  value: WireValue | null;
}

export function attributes(wire: WireAttribute[]): Attribute[] {
  return wire.map(attribute);
}

function attribute({ key, value }: WireAttribute): Attribute {
  return { key, value: value === null ? '' : attributeValue(value) };
}

function attributeValue(wire: WireValue): string | number | boolean {
  if (Object.hasOwn(wire, 'stringValue')) return wire.stringValue;
  if (Object.hasOwn(wire, 'intValue')) return signedToNumber(wire.intValue);
  if (Object.hasOwn(wire, 'boolValue')) return wire.boolValue;
  if (Object.hasOwn(wire, 'doubleValue')) return wire.doubleValue;
  const opaque = [wire.arrayValue, wire.kvlistValue, wire.bytesValue].find((bytes) => bytes.length > 0);
  return opaque === undefined ? '' : Buffer.from(opaque).toString('base64');
}

/** What a log record says: its text, or its fields where it is a map. */
export function logBody(wire: WireValue): LogBody {
  if (Object.hasOwn(wire, 'stringValue')) return wire.stringValue;
  if (!Object.hasOwn(wire, 'kvlistValue')) return null;
  return logFields(entriesOf(wire.kvlistValue));
}

/** With the maps in them. */
export function logFields(wire: WireAttribute[]): LogField[] {
  return readLogFields(wire, ({ key, value }) => {
    if (value === null || !Object.hasOwn(value, 'kvlistValue')) return attribute({ key, value });
    const map = value.kvlistValue;
    return { key, value: { entries: () => entriesOf(map), opaque: () => Buffer.from(map).toString('base64') } };
  });
}

const entriesOf = (map: Uint8Array): WireAttribute[] =>
  (keyValueList.decode(map) as unknown as { values: WireAttribute[] }).values;
