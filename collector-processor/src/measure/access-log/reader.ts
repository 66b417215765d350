import type { Attributes, LogBody, LogField } from '../../intake/otlp/decoded.ts';
import type { AccessRecord } from './access-record.ts';
import { DIALECTS, type Dialect } from './dialects.ts';
import { createFieldsReader } from './fields.ts';
import { flatFields } from './flat-fields.ts';
import { jsonFields } from './json-fields.ts';
import { MAX_LINE_LENGTH, readAccessLine } from './line.ts';
import { createPathRoutes } from './routes.ts';

export interface AccessLogSettings {
  readonly enabled: boolean;
  /** Templates that paths are counted under, where a log has no route of its own. */
  readonly routes: readonly string[];
  /** Names of a log of one's own, tried before those that are known. */
  readonly dialects: readonly Dialect[];
}

export const DEFAULT_ACCESS_LOGS: AccessLogSettings = { enabled: true, routes: [], dialects: [] };

/** An access-log record, and the fields that it was found in. */
export interface FoundAccess {
  readonly record: AccessRecord;
  /** Those of maps with a dot between. */
  readonly fields: Attributes;
}

/** Names of attributes of which an access log has one: `http` among them, for it may be a map with the status in it. */
export const statusNames = ({ dialects }: AccessLogSettings): string[] => [
  ...new Set([...dialects, ...DIALECTS].flatMap(({ status }) => status.flatMap(withMaps))),
];

/** @example withMaps('a.b.c') // ['a', 'a.b', 'a.b.c'] */
const withMaps = (name: string): string[] => name.split('.').map((_part, i, parts) => parts.slice(0, i + 1).join('.'));

/** Tells access-log records from others, and finds what they say: in attributes, in a map, in JSON, or in a line. */
export function createAccessReader({ routes, dialects }: AccessLogSettings) {
  const readFields = createFieldsReader([...dialects, ...DIALECTS]);
  const routeOf = createPathRoutes(routes);

  const routed = (record: AccessRecord): AccessRecord =>
    record.route === '' ? { ...record, route: routeOf(record.path) } : record;

  function inFields(given: readonly LogField[]): FoundAccess | null {
    const fields = flatFields(given);
    const record = readFields(fields);
    return record === null ? null : { record: routed(record), fields };
  }

  function inText(text: string): FoundAccess | null {
    if (text.length > MAX_LINE_LENGTH) return null;
    if (text.trimStart().startsWith('{')) return inFields(jsonFields(text) ?? []);
    const record = readAccessLine(text);
    return record === null ? null : { record: routed(record), fields: [] };
  }

  return {
    inFields,
    inText,
    inBody(body: LogBody): FoundAccess | null {
      if (body === null) return null;
      return typeof body === 'string' ? inText(body) : inFields(body);
    },
  };
}
