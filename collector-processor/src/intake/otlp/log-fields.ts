import type { Attribute, LogField } from './decoded.ts';

/** Maps nested deeper in a log record's attributes or body are opaque, as they are in other attributes. */
export const MAX_FIELD_DEPTH = 4;
/** So many fields of maps are read of a list of attributes; the others are passed over. */
export const MAX_NESTED_FIELDS = 256;

/**
 * Reads attributes with the maps that are nested in them: as readers do it alike, whatever the encoding, a map when it is
 * come upon.
 *
 * @param entries the attributes
 * @param read what one is: a value, or the entries of a map
 * @param opaque what a map is that nests too deep
 */
export function readLogFields<Entry>(
  entries: Iterable<Entry>,
  read: (entry: Entry) => { readonly key: string; readonly value: Attribute['value'] | NestedMap<Entry> },
): LogField[] {
  let left = MAX_NESTED_FIELDS;
  return fields(entries, 0);

  function fields(given: Iterable<Entry>, depth: number): LogField[] {
    const found: LogField[] = [];
    for (const entry of given) {
      if (depth > 0 && left-- <= 0) break;
      const { key, value } = read(entry);
      if (typeof value !== 'object') found.push({ key, value });
      else found.push({ key, value: depth < MAX_FIELD_DEPTH ? fields(value.entries(), depth + 1) : value.opaque() });
    }
    return found;
  }
}

export interface NestedMap<Entry> {
  entries(): Iterable<Entry>;
  opaque(): string;
}
