import type { Attribute } from '../../intake/otlp/decoded.ts';

/** What is nested deeper, and what comes after so many, is not looked at. */
const MAX_DEPTH = 4;
const MAX_FIELDS = 256;

/** The fields of a JSON object, those of objects in it with a dot between; null where the text is none. */
export function jsonFields(text: string): Attribute[] | null {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  const fields: Attribute[] = [];
  collect(root, '', 0);
  return fields;

  function collect(value: unknown, key: string, depth: number): void {
    if (fields.length >= MAX_FIELDS) return;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      fields.push({ key, value });
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH)
      for (const [name, each] of Object.entries(value)) collect(each, key === '' ? name : `${key}.${name}`, depth + 1);
  }
}
