import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecodedSpan, DecodedTraces, DecodeResult } from '../otlp/decoded.ts';
import { readTracesProtobuf } from '../otlp/protobuf-reader.ts';
import { toProtobuf, tracesRequest } from '../otlp/test-requests.ts';
import { WireError } from './cursor.ts';
import { broken, tracesMessages } from './test-messages.ts';
import { resourceAttributes, spanAttributes } from './texts.ts';
import { createTracesReader } from './traces-reader.ts';

/** Senders and their spans, in order. */
type Read = DecodeResult<{ readonly attributes: unknown; readonly spans: readonly DecodedSpan[] }[]>;
const reader = createTracesReader();

function read(bytes: Uint8Array): Read {
  const result = reader.read(bytes);
  if (result.status === 'malformed') return result;
  const { columns } = result;
  const rows = Array.from({ length: columns.count }, (_, row) => row);
  try {
    return {
      status: 'decoded',
      request: Array.from({ length: columns.resources.count }, (_, resource) => ({
        attributes: resourceAttributes(columns, resource),
        spans: rows
          .filter((row) => columns.resource[row] === resource)
          .map((row) => {
            const attributes = spanAttributes(columns, row);
            expect(columns.attributeCount[row]).toBe(attributes.length);
            return {
              kind: columns.kind[row]!,
              startMs: columns.startMs[row]!,
              endMs: columns.endMs[row]!,
              status: columns.status[row]!,
              attributes,
            };
          }),
      })),
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { status: 'malformed', error: error.message };
  }
}

function flat(result: DecodeResult<DecodedTraces>): Read {
  if (result.status === 'malformed') return result;
  const request = result.request.resources.map(({ attributes, scopes }) => ({
    attributes,
    spans: scopes.flatMap(({ items }) => items),
  }));
  return { status: 'decoded', request };
}

describe('the streaming reader of traces', () => {
  it('reads whatever a conforming encoder may write as the generated decoder does', () => {
    let spans = 0;
    fc.assert(
      fc.property(tracesMessages, (bytes) => {
        const result = read(bytes);
        expect(result).toEqual(flat(readTracesProtobuf(bytes)));
        if (result.status === 'decoded') for (const each of result.request) spans += each.spans.length;
      }),
      { numRuns: 2000 },
    );
    expect(spans).toBeGreaterThan(1000);
  });

  it('refuses broken bytes only where the generated decoder does, and reads the rest alike', () => {
    let refused = 0;
    fc.assert(
      fc.property(broken(tracesMessages), (bytes) => {
        const result = read(bytes);
        const expected = flat(readTracesProtobuf(bytes));
        if (result.status === 'malformed') {
          refused++;
          expect(expected.status).toBe('malformed');
        } else if (expected.status === 'decoded') expect(result).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(300);
  });

  it('refuses a message cut at any byte, saying where', () => {
    const whole = toProtobuf('TracesRequest', tracesRequest);
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
