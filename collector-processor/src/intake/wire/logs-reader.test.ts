import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecodedLog } from '../otlp/decoded.ts';
import { readLogsProtobuf } from '../otlp/protobuf-reader.ts';
import { logsRequest, toProtobuf } from '../otlp/test-requests.ts';
import { createLogsReader } from './logs-reader.ts';
import { broken, logsMessages } from './test-messages.ts';
import { recordsIn, recordsOf } from './test-records.ts';
import { logAttributes, logBody } from './texts.ts';

/** What the random messages have as keys, among others. */
const NAMES = ['http.route', 'a', 'héllo'];
const reader = createLogsReader(NAMES);
let named = 0;

const read = (bytes: Uint8Array) =>
  recordsIn(reader.read(bytes), (columns, row): DecodedLog => {
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
  });

describe('the streaming reader of logs', () => {
  it('reads whatever a conforming encoder may write as the generated decoder does', () => {
    let records = 0;
    fc.assert(
      fc.property(logsMessages, (bytes) => {
        const result = read(bytes);
        expect(result).toEqual(recordsOf(readLogsProtobuf(bytes)));
        if (result.status === 'decoded') for (const each of result.request) records += each.items.length;
      }),
      { numRuns: 3000 },
    );
    expect(records).toBeGreaterThan(1000);
    expect(named).toBeGreaterThan(100);
  });

  it('refuses broken bytes only where the generated decoder does, and reads the rest alike', () => {
    let refused = 0;
    fc.assert(
      fc.property(broken(logsMessages), (bytes) => {
        const result = read(bytes);
        const expected = recordsOf(readLogsProtobuf(bytes));
        if (result.status === 'malformed') {
          refused++;
          // protobufjs takes ten bytes of a number, whether it ends there or not.
          if (!result.error.includes('more than ten bytes')) expect(expected.status).toBe('malformed');
        } else if (expected.status === 'decoded') expect(result).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(300);
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

  it('refuses a message cut at any byte, saying where', () => {
    const whole = toProtobuf('LogsRequest', logsRequest);
    for (let length = 1; length < whole.length; length++)
      expect(reader.read(whole.subarray(0, length))).toEqual({
        status: 'malformed',
        error: expect.stringMatching(/^not a valid protobuf message: .* at byte \d+$/),
      });
    expect(reader.read(whole).status).toBe('decoded');
  });

  it('stands random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(['decoded', 'malformed']).toContain(read(bytes).status);
      }),
      { numRuns: 1000 },
    );
  });
});
