import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTracesProtobuf } from '../intake/otlp/protobuf-reader.ts';
import { toProtobuf } from '../intake/otlp/test-requests.ts';
import { createTracesReader } from '../intake/wire/traces-reader.ts';
import { builtinHttpWatches } from './builtin-http-watches.ts';
import { createMeasureStage } from './stage.ts';
import { MINUTE, T0 } from './test-telemetry.ts';

const watches = builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] });
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
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
const requests = fc.array(fc.record({ service: fc.constantFrom('shop', 'pay'), spans: fc.array(span) }), {
  maxLength: 4,
});

describe('spans in columns', () => {
  it('are measured as the same spans in the plain form, request after request', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(requests, { maxLength: 4 }), (each) => {
        const plain = createMeasureStage({ watches });
        const streamed = createMeasureStage({ watches });
        const reader = createTracesReader();
        for (const senders of each) {
          const resourceSpans = senders.map(({ service, spans }) => ({
            resource: { attributes: [text('service.name', service)] },
            scopeSpans: [{ spans }],
          }));
          const bytes = toProtobuf('TracesRequest', { resourceSpans });
          const decoded = readTracesProtobuf(bytes);
          const read = reader.read(bytes);
          if (decoded.status !== 'decoded' || read.status !== 'decoded') throw new Error('not read');
          const result = streamed.spanColumns(read.columns, T0);
          expect(result).toEqual(plain.traces(decoded.request, T0));
          accepted += result.accepted;
        }
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  it('are refused where an attribute that is asked for is broken', () => {
    const broken = Uint8Array.of(10, 12, 18, 10, 18, 8, 48, 2, 74, 4, 10, 9, 65, 65);
    const read = createTracesReader().read(broken);
    if (read.status !== 'decoded') throw new Error(read.error);
    const { accepted, refused } = createMeasureStage({ watches }).spanColumns(read.columns, T0);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason: 'malformed', count: 1 }]);
  });
});
