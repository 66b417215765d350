import { describe, expect, it } from '@jest/globals';
import { createLogsReader } from '../wire/logs-reader.ts';
import { logAttributes, logBody } from '../wire/texts.ts';
import type { DecodedLogs, DecodeResult, LogBody, LogField } from './decoded.ts';
import { readLogsJson } from './json-reader.ts';
import { MAX_FIELD_DEPTH, MAX_NESTED_FIELDS } from './log-fields.ts';
import { readLogsProtobuf } from './protobuf-reader.ts';
import { toProtobuf } from './test-requests.ts';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const map = (key: string, ...values: readonly object[]) => ({ key, value: { kvlistValue: { values } } });

interface Read {
  readonly attributes: readonly LogField[];
  readonly body: LogBody;
}

function recordIn(result: DecodeResult<DecodedLogs>): Read {
  if (result.status === 'malformed') throw new Error(result.error);
  const { attributes, body } = result.request.resources[0]!.scopes[0]!.items[0]!;
  return { attributes, body };
}

/** What each of the readers makes of one log record. */
function read(record: object): Readonly<Record<string, Read>> {
  const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
  const bytes = toProtobuf('LogsRequest', request);
  const streamed = createLogsReader(['a']).read(bytes);
  if (streamed.status === 'malformed') throw new Error(streamed.error);
  const { columns } = streamed;
  return {
    streamed: { attributes: logAttributes(columns, 0), body: logBody(columns, 0) },
    protobuf: recordIn(readLogsProtobuf(bytes)),
    json: recordIn(readLogsJson(JSON.parse(JSON.stringify(request)))),
  };
}

describe('maps in a log record', () => {
  const request = map('request', text('method', 'GET'), map('tls', { key: 'resumed', value: { boolValue: false } }));
  const expected = [
    {
      key: 'request',
      value: [
        { key: 'method', value: 'GET' },
        { key: 'tls', value: [{ key: 'resumed', value: false }] },
      ],
    },
    { key: 'empty', value: [] },
    { key: 'status', value: 200 },
  ];
  const given = [request, map('empty'), { key: 'status', value: { intValue: 200 } }];

  it('are read alike by every reader, in attributes and in a body', () => {
    const all = read({ attributes: given, body: { kvlistValue: { values: given } } });
    for (const found of Object.values(all)) expect(found).toEqual({ attributes: expected, body: expected });
  });

  it('are opaque where they nest too deep', () => {
    const nested = (depth: number): object => (depth === 0 ? text('end', 'x') : map('a', nested(depth - 1)));
    const depthOf = (fields: readonly LogField[] | string): number =>
      typeof fields === 'string' ? 0 : 1 + depthOf(fields[0]!.value as readonly LogField[] | string);
    for (const depth of [1, MAX_FIELD_DEPTH - 1, MAX_FIELD_DEPTH, MAX_FIELD_DEPTH + 1, 60])
      for (const { attributes } of Object.values(read({ attributes: [nested(depth)] })))
        expect(depthOf(attributes)).toBe(1 + Math.min(depth, MAX_FIELD_DEPTH));
  });

  it('are read up to so many fields, and what follows them is', () => {
    const many = map('many', ...Array.from({ length: 1000 }, (_, i) => text(`k${i}`, 'x')));
    for (const { attributes } of Object.values(
      read({ attributes: [many, map('more', text('k', 'x')), text('a', 'b')] }),
    )) {
      expect(attributes[0]!.value).toHaveLength(MAX_NESTED_FIELDS);
      expect(attributes.slice(1)).toEqual([
        { key: 'more', value: [] },
        { key: 'a', value: 'b' },
      ]);
    }
  });
});
