import { dirname } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import { SEGMENT_HEADER, syncFolder } from './segments.ts';

/** What a segment needs of the file system; `open` of node:fs/promises gives it. */
export type OpenFile = (path: string, flags: 'w') => Promise<SegmentHandle>;
export type SegmentHandle = Pick<FileHandle, 'writev' | 'datasync' | 'truncate' | 'close'>;

/**
 * A segment that is being written. After a failed write or sync what stood before stands, and nothing may be written to
 * it any more: the system forgets what it could not write (PostgreSQL's "fsyncgate").
 */
export interface SegmentFile {
  /** Written so far, header included. */
  bytes(): number;
  /** @throws the file system's error; then nothing of `buffers` counts. */
  append(buffers: readonly Uint8Array[]): Promise<void>;
  /** What was appended survives a power cut from here on. @throws the file system's error */
  sync(): Promise<void>;
  /** Takes back what was appended after `bytes`. */
  cut(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** In place of one of its name, of which no record ever counted. @throws the file system's error */
export async function createSegmentFile(path: string, openFile: OpenFile): Promise<SegmentFile> {
  const handle = await openFile(path, 'w');
  let bytes = 0;

  async function append(buffers: readonly Uint8Array[]): Promise<void> {
    let rest = buffers;
    while (rest.length > 0) {
      const { bytesWritten } = await handle.writev([...rest], bytes);
      bytes += bytesWritten;
      rest = withoutFirst(rest, bytesWritten);
    }
  }

  try {
    await append([SEGMENT_HEADER]);
    await syncFolder(dirname(path));
  } catch (error) {
    await handle.close();
    throw error;
  }

  return {
    bytes: () => bytes,
    append,
    sync: () => handle.datasync(),
    async cut(toBytes) {
      await handle.truncate(toBytes);
      bytes = toBytes;
    },
    close: () => handle.close(),
  };
}

/** What is left to write after a write that took only `written` bytes. */
function withoutFirst(buffers: readonly Uint8Array[], written: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = written;
  for (const buffer of buffers) {
    if (skip < buffer.length) rest.push(buffer.subarray(skip));
    skip = Math.max(0, skip - buffer.length);
  }
  return rest;
}
