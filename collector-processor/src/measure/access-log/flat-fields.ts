import type { Attribute, Attributes, LogField } from '../../intake/otlp/decoded.ts';

/** Fields of maps as fields of their own, named with a dot between: `request: { method }` as `request.method`. */
export function flatFields(fields: readonly LogField[]): Attributes {
  // As a rule nothing is nested.
  if (isFlat(fields)) return fields;
  const flat: Attribute[] = [];
  collect(fields, '');
  return flat;

  function collect(given: readonly LogField[], prefix: string): void {
    for (const { key, value } of given) {
      const name = prefix + key;
      if (typeof value === 'object') collect(value, `${name}.`);
      else flat.push({ key: name, value });
    }
  }
}

const isFlat = (fields: readonly LogField[]): fields is Attributes =>
  fields.every(({ value }) => typeof value !== 'object');
