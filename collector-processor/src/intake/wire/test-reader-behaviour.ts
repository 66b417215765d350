import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decoded, DecodeResult } from '../otlp/decoded.ts';
import type { RecordColumns } from './record-columns.ts';
import { broken } from './test-messages.ts';
import { recordsIn, recordsOf } from './test-records.ts';
import type { WireResult } from './wire-result.ts';

/** A reader of records, and what its answers are compared with. */
export interface ReaderUnderTest<Columns extends RecordColumns, Item> {
  readonly reader: { read(bytes: Uint8Array): WireResult<Columns> };
  /** A row in the plain form. */
  readonly item: (columns: Columns, row: number) => Item;
  /** The generated decoder. */
  readonly decode: (bytes: Uint8Array) => DecodeResult<Decoded<Item>>;
  /** Random requests, as a wayward encoder writes them. */
  readonly messages: fc.Arbitrary<Uint8Array>;
  /** An ordinary one. */
  readonly whole: Uint8Array;
}

/** For tests: what the readers of spans and of log records do alike. */
export function readsAsTheGeneratedDecoder<Columns extends RecordColumns, Item>({
  reader,
  item,
  decode,
  messages,
  whole,
}: ReaderUnderTest<Columns, Item>): void {
  const read = (bytes: Uint8Array) => recordsIn(reader.read(bytes), item);

  it('reads whatever a conforming encoder may write as the generated decoder does', () => {
    let records = 0;
    fc.assert(
      fc.property(messages, (bytes) => {
        const result = read(bytes);
        expect(result).toEqual(recordsOf(decode(bytes)));
        if (result.status === 'decoded') for (const each of result.request) records += each.items.length;
      }),
      { numRuns: 3000 },
    );
    expect(records).toBeGreaterThan(1000);
  });

  it('refuses broken bytes only where the generated decoder does, and reads the rest alike', () => {
    let refused = 0;
    fc.assert(
      fc.property(broken(messages), (bytes) => {
        const result = read(bytes);
        const expected = recordsOf(decode(bytes));
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
}
