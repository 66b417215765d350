import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecodedSpan } from '../otlp/decoded.ts';
import { readTracesProtobuf } from '../otlp/protobuf-reader.ts';
import { toProtobuf, tracesRequest } from '../otlp/test-requests.ts';
import { broken, tracesMessages } from './test-messages.ts';
import { recordsIn, recordsOf } from './test-records.ts';
import { spanAttributes } from './texts.ts';
import { createTracesReader } from './traces-reader.ts';

const reader = createTracesReader();

const read = (bytes: Uint8Array) =>
  recordsIn(reader.read(bytes), (columns, row): DecodedSpan => {
    const attributes = spanAttributes(columns, row);
    expect(columns.attributeCount[row]).toBe(attributes.length);
    return {
      kind: columns.kind[row]!,
      startMs: columns.startMs[row]!,
      endMs: columns.endMs[row]!,
      status: columns.status[row]!,
      attributes,
    };
  });

describe('the streaming reader of traces', () => {
  it('reads whatever a conforming encoder may write as the generated decoder does', () => {
    let spans = 0;
    fc.assert(
      fc.property(tracesMessages, (bytes) => {
        const result = read(bytes);
        expect(result).toEqual(recordsOf(readTracesProtobuf(bytes)));
        if (result.status === 'decoded') for (const each of result.request) spans += each.items.length;
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
        const expected = recordsOf(readTracesProtobuf(bytes));
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
