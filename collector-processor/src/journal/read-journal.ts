import { readFile, truncate } from 'node:fs/promises';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { scanRecords, type JournalRecord } from './record.ts';
import { listSegments, SEGMENT_HEADER, SEGMENT_MAGIC, type Segment } from './segments.ts';
import type { JournalDamage } from './types.ts';

export interface ReadJournalOptions {
  readonly folder: string;
  /** Records up to here are known already: passed over. */
  readonly afterSeq: number;
  readonly onDamage: (damage: JournalDamage) => void;
  /** Records that should be there and are not: they were in damaged bytes, or in a file that is gone. */
  readonly onMissing: (records: number) => void;
}

/**
 * Every whole record after `afterSeq`, in order. Damage is told and passed over; the torn end of the newest segment is
 * cut off. Holds one segment in memory at a time.
 *
 * @throws TidemarkError TLERR_JOURNAL_VERSION; the file system's error
 */
export async function* readJournal(options: ReadJournalOptions): AsyncGenerator<JournalRecord> {
  const segments = await listSegments(options.folder);
  let lastSeq = options.afterSeq;
  for (const [i, segment] of segments.entries()) {
    const endSeq = segments[i + 1]?.firstSeq ?? Infinity;
    if (endSeq <= lastSeq + 1) continue;
    for await (const record of readSegment(segment, endSeq === Infinity, options.onDamage)) {
      // Beyond the first number of the next segment: written in vain, and written anew there.
      if (record.seq <= lastSeq || record.seq >= endSeq) continue;
      if (record.seq > lastSeq + 1) options.onMissing(record.seq - lastSeq - 1);
      lastSeq = record.seq;
      yield record;
    }
  }
}

async function* readSegment(
  { path }: Segment,
  isNewest: boolean,
  onDamage: ReadJournalOptions['onDamage'],
): AsyncGenerator<JournalRecord> {
  const bytes = await readFile(path);
  const header = bytes.subarray(0, SEGMENT_HEADER.length);
  if (header.subarray(0, SEGMENT_MAGIC.length).equals(SEGMENT_MAGIC) && !header.equals(SEGMENT_HEADER)) {
    throw new TidemarkError('TLERR_JOURNAL_VERSION', { path });
  }
  for (const found of scanRecords(bytes, SEGMENT_HEADER.length)) {
    if (found.kind === 'record') {
      yield found.record;
      continue;
    }
    const { fromAt, toAt } = found;
    const torn = isNewest && toAt === bytes.length;
    onDamage({ path, bytes: toAt - fromAt, torn });
    if (torn) await truncate(path, fromAt);
  }
}
