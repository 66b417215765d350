import { crc32 } from 'node:zlib';

/**
 * One record on disk: magic, length of the payload, sequence number, CRC-32 of these and the payload, payload. The
 * sequence numbers of a journal have no holes, so what is missing between two records is known.
 */
export interface JournalRecord {
  readonly seq: number;
  readonly payload: Buffer;
}

export const RECORD_HEADER_BYTES = 20;
const MAGIC = Buffer.from('TMjr');
const LENGTH_AT = 4;
const SEQ_AT = 8;
const CRC_AT = 16;
const TWO_32 = 2 ** 32;

/** The header that goes before a payload given in parts. */
export function recordHeader(seq: number, parts: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(
    parts.reduce((sum, { length }) => sum + length, 0),
    LENGTH_AT,
  );
  header.writeUInt32LE(seq % TWO_32, SEQ_AT);
  header.writeUInt32LE(Math.floor(seq / TWO_32), SEQ_AT + 4);
  header.writeUInt32LE(
    parts.reduce<number>((crc, part) => crc32(part, crc), crc32(header.subarray(0, CRC_AT))),
    CRC_AT,
  );
  return header;
}

/** What stands in the bytes of a segment, in order. */
export type Scanned =
  | { readonly kind: 'record'; readonly record: JournalRecord; readonly endAt: number }
  /** Bytes [fromAt, toAt) are no records: rotten, or written only in part. */
  | { readonly kind: 'damage'; readonly fromAt: number; readonly toAt: number };

/** Reads records from `fromAt` on; goes on with the next whole one after damage. Payloads are views of `bytes`. */
export function* scanRecords(bytes: Buffer, fromAt: number): Generator<Scanned> {
  let at = fromAt;
  while (at < bytes.length) {
    const record = recordAt(bytes, at);
    if (record !== null) {
      at += RECORD_HEADER_BYTES + record.payload.length;
      yield { kind: 'record', record, endAt: at };
      continue;
    }
    const damagedAt = at;
    do {
      const found = bytes.indexOf(MAGIC, at + 1);
      at = found < 0 ? bytes.length : found;
    } while (at < bytes.length && recordAt(bytes, at) === null);
    yield { kind: 'damage', fromAt: damagedAt, toAt: at };
  }
}

function recordAt(bytes: Buffer, at: number): JournalRecord | null {
  const payloadAt = at + RECORD_HEADER_BYTES;
  if (payloadAt > bytes.length || MAGIC.compare(bytes, at, at + MAGIC.length) !== 0) return null;
  const length = bytes.readUInt32LE(at + LENGTH_AT);
  if (payloadAt + length > bytes.length) return null;
  const payload = bytes.subarray(payloadAt, payloadAt + length);
  if (crc32(payload, crc32(bytes.subarray(at, at + CRC_AT))) !== bytes.readUInt32LE(at + CRC_AT)) return null;
  return { seq: bytes.readUInt32LE(at + SEQ_AT) + bytes.readUInt32LE(at + SEQ_AT + 4) * TWO_32, payload };
}
