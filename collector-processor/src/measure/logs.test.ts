import { describe, expect, it } from '@jest/globals';
import type { DecodedLog } from '../intake/otlp/decoded.ts';
import { createLogsReader } from '../intake/wire/logs-reader.ts';
import { DEFAULT_ACCESS_LOGS } from './access-log/reader.ts';
import { COMMON_LINE, OTHER_LINES } from './access-log/test-lines.ts';
import { builtinHttpWatches } from './builtin-http-watches.ts';
import { createMeasureStage } from './stage.ts';
import { attributes, decoded, MINUTE, serverSpan, summarise, T0, tracesOf } from './test-telemetry.ts';

const watches = builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] });
const MANY = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [i, i]));

function measured(logs: readonly Partial<DecodedLog>[], options = {}, receivedMs = T0) {
  const items = logs.map((log): DecodedLog => ({ timeMs: 0, observedMs: 0, attributes: [], body: null, ...log }));
  const stage = createMeasureStage({ watches, ...options });
  const { batch, accepted, refused } = stage.logs(decoded({ 'service.name': 'web' }, items), receivedMs);
  return { counted: summarise(batch), producers: batch.producers, accepted, refused };
}

describe('records of access logs', () => {
  it('become requests, errors, client errors and latency, of their service and their route', () => {
    const log = (status: number, values = {}) => ({
      timeMs: T0 - 1000,
      attributes: attributes({ 'http.request.method': 'GET', 'http.response.status_code': status, ...values }),
    });
    const { counted, accepted, producers } = measured([
      log(200, { 'http.route': '/cart', 'http.server.request.duration': 0.1 }),
      log(503, { 'http.route': '/cart' }),
      log(404, { 'url.path': '/secret/7' }),
    ]);
    expect(accepted).toBe(3);
    expect(counted).toMatchObject({
      'requests{service.name=web}@-1': 3,
      'requests{service.name=web,http.route=/cart}@-1': 2,
      'errors{service.name=web}@-1': '1/3',
      'errors{service.name=web,http.route=/cart}@-1': '1/2',
      'client_errors{service.name=web}@-1': '1/3',
      'latency{service.name=web}@-1': expect.stringMatching(/:1$/),
    });
    expect(JSON.stringify(counted)).not.toContain('secret');
    expect(producers).toEqual([{ producer: expect.stringMatching(/^logs\//), coveredToMs: T0 - 1000 }]);
  });

  it('are found in lines, in JSON and in maps; the record’s own time goes before the line’s, and that before the Collector’s', () => {
    const map = attributes({ status: 200, request_method: 'GET', 'http.route': 'no' });
    const { counted, accepted } = measured([
      { observedMs: T0, body: COMMON_LINE },
      { timeMs: T0 - 5 * MINUTE, observedMs: T0, body: COMMON_LINE },
      { observedMs: T0 - 3 * MINUTE, body: JSON.stringify({ status: 200, request: 'GET / HTTP/1.1' }) },
      { observedMs: T0 - 4 * MINUTE, body: map },
    ]);
    expect(accepted).toBe(4);
    expect(counted).toMatchObject({
      'requests{service.name=web}@-1': 1,
      'errors{service.name=web}@-1': '1/1',
      'requests{service.name=web}@-5': 1,
      'requests{service.name=web}@-3': 1,
      'requests{service.name=web}@-4': 1,
    });
  });

  it('are found in maps in maps, and in lines of every format', () => {
    const nested = [
      {
        key: 'http',
        value: [
          { key: 'request', value: attributes({ method: 'GET' }) },
          { key: 'response', value: attributes({ status_code: 500 }) },
        ],
      },
    ];
    const caddy = [
      { key: 'request', value: attributes({ method: 'GET', uri: '/' }) },
      ...attributes({ status: 404, duration: 0.2 }),
    ];
    const { counted, accepted, refused } = measured([
      { timeMs: T0 - 1000, attributes: nested },
      { timeMs: T0 - 1000, attributes: caddy },
      { timeMs: T0 - 1000, body: caddy },
      ...OTHER_LINES.map((body) => ({ body })),
    ]);
    expect({ accepted, refused }).toEqual({ accepted: 6, refused: [] });
    expect(counted).toMatchObject({
      'requests{service.name=web}@-1': 6,
      'errors{service.name=web}@-1': '4/6',
      'client_errors{service.name=web}@-1': '2/6',
    });
  });

  it('are none, and that is counted, where a status hides in too many maps', () => {
    const deep = [
      { key: 'a', value: [{ key: 'http', value: [{ key: 'request', value: attributes({ method: 'GET' }) }] }] },
    ];
    const { accepted, refused } = measured([{ timeMs: T0, attributes: [...deep, { key: 'http', value: deep }] }]);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason: 'not_an_access_log', count: 1 }]);
  });

  it('are counted under the templates that the configuration has', () => {
    const accessLogs = { ...DEFAULT_ACCESS_LOGS, routes: ['/cart/{id}'] };
    const { counted } = measured([{ body: COMMON_LINE }, { body: COMMON_LINE.replace('/cart/7', '/other/7') }], {
      accessLogs,
    });
    expect(counted).toMatchObject({
      'requests{service.name=web}@-1': 2,
      'requests{service.name=web,http.route=/cart/{id}}@-1': 1,
    });
  });

  it.each<[string, Partial<DecodedLog>, string, boolean]>([
    ['no access log', { timeMs: T0, body: 'started' }, 'not_an_access_log', false],
    ['nothing', {}, 'not_an_access_log', false],
    ['no time', { body: JSON.stringify({ status: 200, method: 'GET' }) }, 'no_time', true],
    ['too old', { timeMs: T0 - 25 * 60 * MINUTE, body: COMMON_LINE }, 'too_old', true],
    ['the future', { timeMs: T0 + 11 * MINUTE, body: COMMON_LINE }, 'future', true],
    [
      'a week long',
      { timeMs: T0, body: JSON.stringify({ status: 200, method: 'GET', request_time: 700_000 }) },
      'out_of_range',
      true,
    ],
    [
      'a long label',
      { timeMs: T0, attributes: attributes({ status: 200, method: 'GET', route: 'x'.repeat(2000) }) },
      'label_too_long',
      true,
    ],
    [
      'many attributes with a status',
      { timeMs: T0, attributes: attributes({ status: 200, method: 'GET', ...MANY }) },
      'too_many_attributes',
      true,
    ],
    [
      'many attributes',
      {
        timeMs: T0,
        body: COMMON_LINE,
        attributes: attributes(MANY),
      },
      'too_many_attributes',
      true,
    ],
  ])('are refused, and that is counted: %s', (_what, log, reason, told) => {
    const { accepted, refused } = measured([log]);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason, told, count: 1 }]);
  });

  it('are passed over where they are turned off', () => {
    const { refused } = measured([{ body: COMMON_LINE }], { accessLogs: { ...DEFAULT_ACCESS_LOGS, enabled: false } });
    expect(refused).toMatchObject([{ reason: 'unwatched', told: false }]);
  });

  it('do not count beside spans of the same service', () => {
    const stage = createMeasureStage({ watches });
    const span = serverSpan(T0 - 2000, { 'http.request.method': 'GET' });
    expect(stage.traces(tracesOf({ 'service.name': 'web' }, span), T0).accepted).toBe(1);
    const log = { timeMs: T0 - 1000, observedMs: 0, attributes: [], body: COMMON_LINE };
    const { accepted, refused } = stage.logs(decoded({ 'service.name': 'web' }, [log]), T0);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason: 'superseded', told: false }]);
    expect(stage.logs(decoded({ 'service.name': 'proxy' }, [log]), T0).accepted).toBe(1);
  });
});

describe('log records in columns', () => {
  it('are refused where an attribute that is asked for is broken', () => {
    // A record with an attribute whose key reaches beyond it: it may be a status.
    const read = createLogsReader(['status']).read(Uint8Array.of(10, 10, 18, 8, 18, 6, 50, 4, 10, 9, 65, 65));
    if (read.status !== 'decoded') throw new Error(read.error);
    const { accepted, refused } = createMeasureStage({ watches }).logColumns(read.columns, T0);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason: 'malformed', count: 1, told: true }]);
  });
});
