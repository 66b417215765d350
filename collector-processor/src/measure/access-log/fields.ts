import type { Attribute, Attributes } from '../../intake/otlp/decoded.ts';
import { orNothing, pathOf, statusOf, type AccessRecord } from './access-record.ts';
import type { Dialect } from './dialects.ts';
import { logTime } from './time.ts';

/** A method, or a line that begins with one. */
const METHOD = /^[A-Za-z]{3,20}(?: |$)/;

/**
 * Finds what an access log says in fields: attributes, or a body that is a map. Null where they are none's: a status and a
 * method must both be there, since much else has the one or the other.
 */
export function createFieldsReader(dialects: readonly Dialect[]) {
  const statuses = new Set(dialects.flatMap(({ status }) => status));

  return function read(fields: Attributes): AccessRecord | null {
    if (!fields.some(({ key }) => statuses.has(key))) return null;
    const byName = new Map(fields.map(({ key, value }) => [key, value]));
    for (const dialect of dialects) {
      const record = readAs(dialect, byName);
      if (record !== null) return record;
    }
    return null;
  };
}

function readAs(dialect: Dialect, fields: ReadonlyMap<string, Attribute['value']>): AccessRecord | null {
  const first = (names: readonly string[]): string => {
    for (const name of names) {
      const value = orNothing(String(fields.get(name) ?? ''));
      if (value !== '') return value;
    }
    return '';
  };
  const status = statusOf(first(dialect.status));
  if (status === null || !METHOD.test(first(dialect.method))) return null;
  const timeMs = logTime(first(dialect.time));
  return {
    status,
    route: first(dialect.route),
    path: pathOf(first(dialect.path)),
    durationSeconds: durationIn(dialect, fields),
    timeMs: Number.isNaN(timeMs) ? 0 : timeMs,
  };
}

function durationIn({ duration }: Dialect, fields: ReadonlyMap<string, Attribute['value']>): number {
  for (const [name, unit] of duration) {
    const value = fields.get(name);
    const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number * unit;
  }
  return NaN;
}
