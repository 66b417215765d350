import { afterAll, describe, expect, it } from '@jest/globals';
import { readLogsProtobuf } from '../otlp/protobuf-reader.ts';
import { logsRequest, toProtobuf } from '../otlp/test-requests.ts';
import { createLogsReader } from './logs-reader.ts';
import { logsMessages } from './test-messages.ts';
import { readsAsTheGeneratedDecoder } from './test-reader-behaviour.ts';
import { logAttributes, logBody } from './texts.ts';

/** What the random messages have as keys, among others. */
const NAMES = ['http.route', 'a', 'héllo'];

describe('the streaming reader of logs', () => {
  const reader = createLogsReader(NAMES);
  let named = 0;
  afterAll(() => expect(named).toBeGreaterThan(100));

  readsAsTheGeneratedDecoder({
    reader,
    item(columns, row) {
      const attributes = logAttributes(columns, row);
      expect(columns.attributeCount[row]).toBe(attributes.length);
      const hasName = attributes.some(({ key }) => NAMES.includes(key));
      if (hasName) named++;
      if (hasName) expect(columns.isNamed[row]).toBe(1);
      return {
        timeMs: columns.timeMs[row]!,
        observedMs: columns.observedMs[row]!,
        attributes,
        body: logBody(columns, row),
      };
    },
    decode: readLogsProtobuf,
    messages: logsMessages,
    whole: toProtobuf('LogsRequest', logsRequest),
  });

  it('tells records that have a name apart from those that have none', () => {
    const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
    const logRecords = [
      { attributes: [text('http.rout', 'x'), text('b', 'y'.repeat(300)), text('z'.repeat(200), '')] },
      { attributes: [text('c', ''), text('http.route', '/cart')] },
      { attributes: [text('http.method', 'GET'), { key: 'd' }, { key: '' }] },
      {},
    ];
    const bytes = toProtobuf('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    const result = reader.read(bytes);
    if (result.status === 'malformed') throw new Error(result.error);
    // A name of 200 letters takes the readable way: it may be one.
    expect([...result.columns.isNamed.subarray(0, 4)]).toEqual([1, 1, 0, 0]);
  });
});
