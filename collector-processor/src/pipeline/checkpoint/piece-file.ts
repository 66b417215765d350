import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { PIECE_BYTES, PIECE_KINDS, type Piece } from './codec.ts';

/** A piece in the file: its kind (1 byte), length and CRC-32 of kind, length and bytes. */
const HEADER_BYTES = 9;
const CRC_AT = 5;
const WRITE_BYTES = 2 ** 20;
const READ_BYTES = 2 ** 20;
const MAX_PIECE_BYTES = 2 ** 30;

/**
 * Writes pieces one after another, a MiB at a time, so that others get a turn. They go through one buffer: a new one for each
 * MiB lies outside of the heap, and V8 answers to 64 MiB of those by collecting all of the heap.
 *
 * @returns bytes written
 */
export async function writePieces(file: FileHandle, pieces: Iterable<Piece>): Promise<number> {
  const buffer = Buffer.allocUnsafeSlow(WRITE_BYTES);
  let used = 0;
  let written = 0;
  // A short write is gone on with by the file handle itself.
  async function write(bytes: Uint8Array): Promise<void> {
    await file.writeFile(bytes);
    written += bytes.length;
  }
  async function writeOut(): Promise<void> {
    const waiting = buffer.subarray(0, used);
    used = 0;
    await write(waiting);
  }
  for (const piece of pieces) {
    const { bytes } = piece;
    if (used + HEADER_BYTES + bytes.length <= WRITE_BYTES) {
      used = writeHeader(buffer, used, piece);
      buffer.set(bytes, used);
      used += bytes.length;
    } else {
      // Larger than pieces of lent memory are, it is its own.
      await writeOut();
      used = writeHeader(buffer, used, piece);
      await writeOut();
      await write(bytes);
    }
    // Before the next piece is made: what it has may be lent memory, which changes while the disk is waited for.
    if (used + HEADER_BYTES + PIECE_BYTES > WRITE_BYTES) await writeOut();
  }
  await writeOut();
  return written;
}

/** @returns where the piece's bytes go */
function writeHeader(buffer: Buffer, at: number, { kind, bytes }: Piece): number {
  buffer[at] = PIECE_KINDS.indexOf(kind);
  buffer.writeUInt32LE(bytes.length, at + 1);
  const own = crc32(buffer.subarray(at, at + CRC_AT));
  buffer.writeUInt32LE(crc32(bytes, own), at + CRC_AT);
  return at + HEADER_BYTES;
}

/** The pieces that stand in a file from `fromAt` on. @throws Error at the first one that is not whole */
export async function* readPieces(path: string, fromAt: number): AsyncGenerator<Piece> {
  const file = await open(path, 'r');
  try {
    const take = createReader(file, fromAt);
    for (;;) {
      const header = await take(HEADER_BYTES);
      if (header.length === 0) return;
      if (header.length < HEADER_BYTES) throw new Error('ends too early');
      const kind = PIECE_KINDS[header[0]!];
      const length = header.readUInt32LE(1);
      const crc = header.readUInt32LE(CRC_AT);
      const ownCrc = crc32(header.subarray(0, CRC_AT));
      const bytes = length > MAX_PIECE_BYTES ? Buffer.alloc(0) : await take(length);
      if (kind === undefined || bytes.length < length || crc32(bytes, ownCrc) !== crc) {
        throw new Error('is damaged (a checksum differs)');
      }
      yield { kind, bytes };
    }
  } finally {
    await file.close();
  }
}

/** Takes the next bytes of a file, fewer at its end. */
function createReader(file: FileHandle, fromAt: number) {
  let position = fromAt;
  let rest = Buffer.alloc(0);
  return async function take(bytes: number): Promise<Buffer> {
    while (rest.length < bytes) {
      const more = Buffer.alloc(Math.max(READ_BYTES, bytes - rest.length));
      const { bytesRead } = await file.read(more, 0, more.length, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      rest = Buffer.concat([rest, more.subarray(0, bytesRead)]);
    }
    const taken = rest.subarray(0, bytes);
    rest = rest.subarray(taken.length);
    return taken;
  };
}
