import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decoded, DecodedLog, DecodedSpan, DecodeResult } from '../intake/otlp/decoded.ts';
import { readLogsProtobuf, readTracesProtobuf } from '../intake/otlp/protobuf-reader.ts';
import { toProtobuf } from '../intake/otlp/test-requests.ts';
import type { LogColumns } from '../intake/wire/log-columns.ts';
import { createLogsReader } from '../intake/wire/logs-reader.ts';
import type { SpanColumns } from '../intake/wire/span-columns.ts';
import { createTracesReader } from '../intake/wire/traces-reader.ts';
import type { WireResult } from '../intake/wire/wire-result.ts';
import { DEFAULT_ACCESS_LOGS, statusNames } from './access-log/reader.ts';
import { COMMON_LINE, OTHER_LINES } from './access-log/test-lines.ts';
import { builtinHttpWatches } from './builtin-http-watches.ts';
import { createMeasureStage, type MeasureResult, type MeasureStage } from './stage.ts';
import { MINUTE, T0 } from './test-telemetry.ts';

const watches = builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] });

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const map = (key: string, ...values: readonly object[]) => ({ key, value: { kvlistValue: { values } } });
const status = fc.constantFrom('200', '404', '503', 'ok', '');
const logRecord = fc.record({
  timeUnixNano: fc.constantFrom('0', `${T0 - MINUTE}000000`, `${T0}000000`),
  observedTimeUnixNano: fc.constantFrom('0', `${T0}000000`),
  attributes: fc.oneof(
    fc.constant([]),
    fc.constant([text('thread', 'main')]),
    status.map((code) => [text('http.method', 'GET'), text('http.status_code', code), text('http.route', '/cart')]),
    status.map((code) => [
      map('http', map('request', text('method', 'GET')), map('response', text('status_code', code))),
    ]),
    status.map((code) => [text('status', code), map('request', text('method', 'GET'), map('headers', text('a', 'b')))]),
    status.map((code) => [text('request_method', 'GET'), text('status', code), text('request_time', '0.2')]),
  ),
  body: fc.oneof(
    fc.constantFrom(
      {},
      { stringValue: 'started' },
      { stringValue: COMMON_LINE },
      { stringValue: ` ${COMMON_LINE}` },
      { intValue: 7 },
    ),
    fc.constantFrom(...OTHER_LINES).map((stringValue) => ({ stringValue })),
    fc.string().map((stringValue) => ({ stringValue })),
    status.map((code) => ({ stringValue: `\n{"status":"${code}","method":"GET"}` })),
    status.map((code) => ({ kvlistValue: { values: [text('status', code), text('method', 'PUT')] } })),
  ),
});
const nanos = (ms: number): string => `${ms}000000`;

const span = fc
  .record({
    kind: fc.constantFrom(1, 2, 2, 2, 3),
    endMs: fc.integer({ min: T0 - 3 * MINUTE, max: T0 }),
    tookMs: fc.nat(5000),
    status: fc.constantFrom(0, 1, 2),
    method: fc.constantFrom('GET', 'POST', ''),
    route: fc.constantFrom('/cart', '/'),
  })
  .map(({ kind, endMs, tookMs, status, method, route }) => ({
    kind,
    startTimeUnixNano: nanos(endMs - tookMs),
    endTimeUnixNano: nanos(endMs),
    status: { code: status },
    attributes: [...(method === '' ? [] : [text('http.request.method', method)]), text('http.route', route)],
  }));
/** A request's records, by service. */
type Told = readonly { readonly service: string; readonly records: readonly object[] }[];

/** Both ways to read and to measure one signal. */
interface Ways<Item, Columns> {
  encode(told: Told): Uint8Array;
  decode(bytes: Uint8Array): DecodeResult<Decoded<Item>>;
  createReader(): { read(bytes: Uint8Array): WireResult<Columns> };
  plain(stage: MeasureStage, request: Decoded<Item>): MeasureResult;
  streamed(stage: MeasureStage, columns: Columns): MeasureResult;
}

/** Tells the same, request after request, to a stage each. @returns how many records were taken */
function compare<Item, Columns>(requests: readonly Told[], ways: Ways<Item, Columns>): number {
  const [plain, streamed] = [createMeasureStage({ watches }), createMeasureStage({ watches })];
  const reader = ways.createReader();
  let accepted = 0;
  for (const told of requests) {
    const bytes = ways.encode(told);
    const decoded = ways.decode(bytes);
    const read = reader.read(bytes);
    if (decoded.status !== 'decoded' || read.status !== 'decoded') throw new Error('not read');
    const result = ways.streamed(streamed, read.columns);
    expect(result).toEqual(ways.plain(plain, decoded.request));
    expect(result.accepted + result.refused.reduce((sum, { count }) => sum + count, 0)).toBe(
      told.reduce((sum, { records }) => sum + records.length, 0),
    );
    accepted += result.accepted;
  }
  return accepted;
}

const requestsOf = (record: fc.Arbitrary<object>): fc.Arbitrary<Told[]> => {
  const sender = fc.record({ service: fc.constantFrom('shop', 'pay'), records: fc.array(record) });
  return fc.array(fc.array(sender, { maxLength: 4 }), { maxLength: 4 });
};
const resource = (service: string) => ({ attributes: [text('service.name', service)] });

describe('records in columns are measured as the same in the plain form, request after request, and each is accounted for', () => {
  it('spans', () => {
    let accepted = 0;
    const ways: Ways<DecodedSpan, SpanColumns> = {
      encode: (told) =>
        toProtobuf('TracesRequest', {
          resourceSpans: told.map(({ service, records: spans }) => ({
            resource: resource(service),
            scopeSpans: [{ spans }],
          })),
        }),
      decode: readTracesProtobuf,
      createReader: createTracesReader,
      plain: (stage, request) => stage.traces(request, T0),
      streamed: (stage, columns) => stage.spanColumns(columns, T0),
    };
    fc.assert(
      fc.property(requestsOf(span), (requests) => {
        accepted += compare(requests, ways);
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  it('log records', () => {
    let accepted = 0;
    const ways: Ways<DecodedLog, LogColumns> = {
      encode: (told) =>
        toProtobuf('LogsRequest', {
          resourceLogs: told.map(({ service, records: logRecords }) => ({
            resource: resource(service),
            scopeLogs: [{ logRecords }],
          })),
        }),
      decode: readLogsProtobuf,
      createReader: () => createLogsReader(statusNames(DEFAULT_ACCESS_LOGS)),
      plain: (stage, request) => stage.logs(request, T0),
      streamed: (stage, columns) => stage.logColumns(columns, T0),
    };
    fc.assert(
      fc.property(requestsOf(logRecord), (requests) => {
        accepted += compare(requests, ways);
      }),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
