import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import { createNoJournal } from '../journal/no-journal.ts';
import type { Telemetry } from '../telemetry/index.ts';

const SEGMENT_BYTES = 32 * 2 ** 20;
/** A disk that is full fails every write: one line in the log a minute says it. */
const TOLD_EVERY_MS = 60_000;

export interface OpenJournalOptions {
  readonly settings: Pick<Settings, 'storage'>;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'error'>;
  readonly telemetry: Telemetry;
}

/** The journal as the configuration has it. */
export function openJournal({ settings, clock, logger, telemetry }: OpenJournalOptions): Journal {
  const { path, journal } = settings.storage;
  if (journal === null) return createNoJournal();
  let toldMs = -Infinity;
  const opened = createJournal({
    ...journal,
    folder: join(path, 'journal'),
    segmentBytes: Math.min(SEGMENT_BYTES, journal.maxBytes / 8),
    onSync: (durationMs) => telemetry.record('tidemark.journal.fsync.duration', durationMs / 1000),
    onFailure(reason) {
      telemetry.count('tidemark.journal.failures');
      if (clock() - toldMs < TOLD_EVERY_MS) return;
      toldMs = clock();
      logger.error({ reason }, 'the journal cannot be written: senders are told to come again until it can');
    },
  });
  telemetry.observe('tidemark.journal.size', opened.bytes);
  return opened;
}
