import { performance } from 'node:perf_hooks';
import { messageOf } from '../errors/message-of.ts';
import { recordHeader } from './record.ts';
import { createSegmentFile, type OpenFile, type SegmentFile } from './segment-file.ts';
import { segmentPath } from './segments.ts';
import type { AppendOutcome, FsyncPolicy } from './types.ts';

export interface GroupWriterOptions {
  readonly folder: string;
  /** Sequence number of the first record that is written. */
  readonly nextSeq: number;
  /** A segment that is longer is closed, and the next one begun. */
  readonly segmentBytes: number;
  readonly fsync: FsyncPolicy;
  readonly openFile: OpenFile;
  readonly onSync?: (durationMs: number) => void;
  readonly onFailure?: (reason: string) => void;
}

/** Records of one write and one sync at most: as many as came while the one before was under way. */
const GROUP_RECORDS = 256;
const GROUP_BYTES = 8 * 2 ** 20;
/** After a failure the disk is tried again so much later; meanwhile everything is refused at once. */
const RETRY_MS = 500;

interface Waiting {
  readonly parts: readonly Uint8Array[];
  readonly resolve: (outcome: AppendOutcome) => void;
}

/**
 * Appends records in the order in which they were given, many with one write and one sync. A write that fails leaves
 * nothing behind: its records are refused, the next one goes to a new segment.
 */
export function createGroupWriter(options: GroupWriterOptions) {
  const { folder, segmentBytes, fsync, openFile, onSync = () => undefined, onFailure = () => undefined } = options;
  let { nextSeq } = options;
  let segment: SegmentFile | null = null;
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let unsynced = false;
  let failure: { readonly reason: string; readonly untilMs: number } | null = null;
  let closedBytes = 0;

  function append(parts: readonly Uint8Array[]): Promise<AppendOutcome> {
    if (failure !== null && performance.now() < failure.untilMs) {
      return Promise.resolve({ status: 'failed', reason: failure.reason });
    }
    return new Promise((resolve) => {
      waiting.push({ parts, resolve });
      writing ??= writeAll();
    });
  }

  async function writeAll(): Promise<void> {
    // What comes in the same turn of the event loop goes with the first.
    await Promise.resolve();
    while (waiting.length > 0) await writeGroup(takeGroup());
    // In the same turn as the last look: what comes after it begins anew.
    writing = null;
  }

  function takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && count < GROUP_RECORDS && bytes < GROUP_BYTES) {
      bytes += waiting[count]!.parts.reduce((sum, { length }) => sum + length, 0);
      count++;
    }
    return waiting.splice(0, count);
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      await write(group.flatMap(({ parts }, i) => [recordHeader(nextSeq + i, parts), ...parts]));
    } catch (error) {
      return refuse(group, messageOf(error));
    }
    failure = null;
    for (const { resolve } of group) resolve({ status: 'written', seq: nextSeq++ });
  }

  async function write(buffers: readonly Uint8Array[]): Promise<void> {
    if (segment !== null && segment.bytes() >= segmentBytes) await finishSegment(segment);
    segment ??= await createSegmentFile(segmentPath(folder, nextSeq), openFile);
    const before = segment.bytes();
    try {
      await segment.append(buffers);
      unsynced = true;
      if (fsync === 'always') await sync();
    } catch (error) {
      await giveUp(segment, before);
      throw error;
    }
  }

  async function finishSegment(full: SegmentFile): Promise<void> {
    if (fsync === 'interval') await sync();
    closedBytes += full.bytes();
    segment = null;
    await full.close();
  }

  async function giveUp(failed: SegmentFile, goodBytes: number): Promise<void> {
    segment = null;
    unsynced = false;
    // What cannot even be cut is passed over by who reads: the next segment begins with the number of its first record.
    await failed.cut(goodBytes).catch(() => undefined);
    await failed.close().catch(() => undefined);
    closedBytes += goodBytes;
  }

  async function sync(): Promise<void> {
    if (!unsynced || segment === null) return;
    const startedMs = performance.now();
    unsynced = false;
    await segment.sync();
    onSync(performance.now() - startedMs);
  }

  function refuse(group: readonly Waiting[], reason: string): void {
    failure = { reason, untilMs: performance.now() + RETRY_MS };
    onFailure(reason);
    for (const { resolve } of [...group, ...waiting.splice(0)]) resolve({ status: 'failed', reason });
  }

  return {
    append,
    /** Sequence number of the newest record that was written. */
    lastSeq: () => nextSeq - 1,
    /** Bytes written since the writer was made. */
    bytes: () => closedBytes + (segment?.bytes() ?? 0),
    failing: () => failure !== null,
    /** For `interval`. A sync that fails is told, and the segment not written to any more. */
    async syncNow(): Promise<void> {
      await writing;
      const current = segment;
      try {
        await sync();
      } catch (error) {
        onFailure(messageOf(error));
        if (current !== null && current === segment) await finishSegment(current);
      }
    },
    async close(): Promise<void> {
      await writing;
      if (segment === null) return;
      if (fsync !== 'never') await sync();
      await segment.close();
      segment = null;
    },
  };
}

export type GroupWriter = ReturnType<typeof createGroupWriter>;
