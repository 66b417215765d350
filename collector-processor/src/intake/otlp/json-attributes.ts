import type { Attribute, LogBody, LogField } from './decoded.ts';
import { bool, double, integer, list, object, ShapeError, text, type JsonObject } from './json-shape.ts';
import { readLogFields } from './log-fields.ts';

const SCALARS = ['stringValue', 'intValue', 'boolValue', 'doubleValue'] as const;

export function attributes(value: unknown, path: string): Attribute[] {
  return list(value, path).map((entry, i) => {
    const at = `${path}[${i}]`;
    const { key, value: given } = object(entry, at);
    return { key: text(key, `${at}.key`), value: attributeValue(object(given, `${at}.value`), `${at}.value`) };
  });
}

function attributeValue(value: JsonObject, path: string): string | number | boolean {
  if (value.stringValue != null) return text(value.stringValue, `${path}.stringValue`);
  if (value.intValue != null) return integer(value.intValue, `${path}.intValue`);
  if (value.boolValue != null) return bool(value.boolValue, `${path}.boolValue`);
  if (value.doubleValue != null) return double(value.doubleValue, `${path}.doubleValue`);
  const opaque = value.arrayValue ?? value.kvlistValue ?? value.bytesValue;
  return opaque == null ? '' : opaqueText(opaque, path);
}

/** JSON.parse takes any depth of nesting, JSON.stringify does not. */
function opaqueText(value: unknown, path: string): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new ShapeError(path, 'nested less deep', value);
  }
}

/** What a log record says: its text, or its fields where it is a map. */
export function logBody(value: JsonObject, path: string): LogBody {
  if (value.stringValue != null) return text(value.stringValue, `${path}.stringValue`);
  if (value.kvlistValue == null) return null;
  const map = `${path}.kvlistValue`;
  return logFields(object(value.kvlistValue, map).values, `${map}.values`);
}

/** With the maps in them. */
export function logFields(value: unknown, path: string): LogField[] {
  return readLogFields(list(value, path).entries(), ([i, entry]) => {
    const at = `${path}[${i}]`;
    const { key, value: given } = object(entry, at);
    const found = object(given, `${at}.value`);
    const isMap = SCALARS.every((name) => found[name] == null) && found.arrayValue == null && found.kvlistValue != null;
    if (!isMap) return { key: text(key, `${at}.key`), value: attributeValue(found, `${at}.value`) };
    const map = object(found.kvlistValue, `${at}.value.kvlistValue`);
    return {
      key: text(key, `${at}.key`),
      value: {
        entries: () => list(map.values, `${at}.value.kvlistValue.values`).entries(),
        opaque: () => opaqueText(map, `${at}.value`),
      },
    };
  });
}
