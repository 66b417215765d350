import { open } from 'node:fs/promises';
import { createGroupWriter, type GroupWriter } from './group-writer.ts';
import { readJournal, type ReadJournalOptions } from './read-journal.ts';
import type { OpenFile } from './segment-file.ts';
import { listSegments, removeSegments } from './segments.ts';
import type { JournalRecord } from './record.ts';
import type { AppendOutcome, FsyncPolicy } from './types.ts';

export interface JournalOptions {
  readonly folder: string;
  readonly fsync: FsyncPolicy;
  /** For `interval`. */
  readonly fsyncIntervalMs: number;
  /** A segment that is longer is closed, and the next one begun. */
  readonly segmentBytes: number;
  /** Of all segments together; beyond it nothing is taken until a checkpoint has made older ones superfluous. */
  readonly maxBytes: number;
  readonly openFile?: OpenFile;
  readonly onSync?: (durationMs: number) => void;
  readonly onFailure?: (reason: string) => void;
}

/**
 * Everything that changes what Tidemark knows, in the order in which it did, on disk before it does: an append-only log
 * in segments. First `read` what an earlier process left, then `begin`, then `append`.
 */
export interface Journal {
  /** See readJournal. */
  read(options: Omit<ReadJournalOptions, 'folder'>): AsyncIterable<JournalRecord>;
  /** The next record has the number after `lastSeq`. */
  begin(lastSeq: number): Promise<void>;
  /** Resolves when the record is safe by the fsync policy; in the order of the calls. */
  append(parts: readonly Uint8Array[]): Promise<AppendOutcome>;
  /** Number of the newest record written. */
  lastSeq(): number;
  /** On disk, all segments. */
  bytes(): number;
  /** The last write failed. */
  failing(): boolean;
  /** Removes segments that hold nothing after `seq`. */
  removeThrough(seq: number): Promise<void>;
  close(): Promise<void>;
}

export function createJournal(options: JournalOptions): Journal {
  const { folder, fsync, fsyncIntervalMs, maxBytes } = options;
  const openFile: OpenFile = options.openFile ?? open;
  let writer: GroupWriter | null = null;
  /** On disk beside what the writer wrote; less than nothing once that is removed. */
  let otherBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  const begun = (): GroupWriter => {
    if (writer === null) throw new Error('the journal has not begun');
    return writer;
  };
  const bytes = (): number => otherBytes + (writer?.bytes() ?? 0);

  async function count(): Promise<void> {
    const onDisk = (await listSegments(folder)).reduce((sum, segment) => sum + segment.bytes, 0);
    otherBytes = onDisk - (writer?.bytes() ?? 0);
  }

  return {
    read: (given) => readJournal({ ...given, folder }),
    async begin(lastSeq) {
      await count();
      writer = createGroupWriter({ ...options, openFile, nextSeq: lastSeq + 1 });
      if (fsync !== 'interval') return;
      timer = setInterval(() => void writer?.syncNow(), fsyncIntervalMs);
    },
    async append(parts) {
      if (bytes() < maxBytes) return begun().append(parts);
      return { status: 'failed', reason: `the journal has reached its largest size (${maxBytes} bytes)` };
    },
    lastSeq: () => begun().lastSeq(),
    bytes,
    failing: () => begun().failing() || bytes() >= maxBytes,
    async removeThrough(seq) {
      await removeSegments(folder, seq);
      await count();
    },
    async close() {
      clearInterval(timer);
      await writer?.close();
    },
  };
}
