import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { messageOf } from '../../errors/message-of.ts';
import type { Journal } from '../../journal/journal.ts';
import { createLoan, type Lendable, type Loan } from '../../lent.ts';
import type { Store } from '../../store/index.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import type { Sequencer } from '../commands/sequencer.ts';
import type { CheckpointFile } from './checkpoint-file.ts';
import type { Checkpoint } from './types.ts';

export interface CheckpointingOptions {
  readonly file: CheckpointFile;
  readonly sequencer: Pick<Sequencer, 'paused' | 'appliedSeq'>;
  readonly journal: Pick<Journal, 'removeThrough' | 'bytes'>;
  readonly store: Pick<Store, 'sync'>;
  /** What is known now, of which what is large is lent. */
  readonly state: (loan: Loan) => Omit<Lendable<Checkpoint>, 'savedAtMs' | 'position'>;
  /** So much more journal makes a checkpoint due before its time. */
  readonly dueBytes: number;
  /** Of the checkpoint that this process began with; null: there was none. */
  readonly restored: Pick<Checkpoint, 'savedAtMs' | 'position'> | null;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'error'>;
  readonly telemetry: Telemetry;
}

/** What steps change while they are being written may take so much more memory; then scoring keeps pace with the disk. */
const MOST_KEPT_BYTES = 256 * 2 ** 20;

/**
 * Writes down what is known, so that the journal before it can go. Commands wait for a moment, until all is lent; then they go
 * on, and what they are about to change is kept first, as long as it is not written (lent.ts).
 */
export function createCheckpointing(options: CheckpointingOptions) {
  const { file, sequencer, journal, store, state, restored, clock, logger, telemetry } = options;
  let savedAtMs = restored?.savedAtMs ?? null;
  /** Of the newest checkpoint: what the journal must hold for the one before it is older. */
  let position = restored?.position ?? 0;
  let bytes = 0;
  let journalBytes = 0;
  let saving: Promise<void> | null = null;
  let loan: Loan | null = null;
  telemetry.observe('tidemark.checkpoint.age', () =>
    savedAtMs === null ? [] : [{ value: (clock() - savedAtMs) / 1000, attributes: {} }],
  );
  telemetry.observe('tidemark.checkpoint.size', () => bytes);

  async function write(): Promise<void> {
    const startedMs = performance.now();
    let taken = { savedAtMs: clock(), position };
    try {
      bytes = await file.save((copy) =>
        // `store.sync` first: what the checkpoint says is done must be in the database, also after a power cut.
        sequencer.paused(async (goOn) => {
          const pausedMs = performance.now();
          taken = { savedAtMs: clock(), position: sequencer.appliedSeq() };
          loan = createLoan(MOST_KEPT_BYTES);
          const checkpoint = { ...taken, ...state(loan) };
          goOn();
          telemetry.record('tidemark.checkpoint.pause', (performance.now() - pausedMs) / 1000);
          return copy(checkpoint);
        }, store.sync),
      );
      // Should the new one prove unreadable, the one before it is gone on from.
      await journal.removeThrough(position);
      journalBytes = journal.bytes();
      ({ savedAtMs, position } = taken);
      telemetry.record('tidemark.checkpoint.duration', (performance.now() - startedMs) / 1000);
    } catch (error) {
      telemetry.count('tidemark.checkpoint.failures');
      logger.error(
        { reason: messageOf(error) },
        'the checkpoint could not be written; the journal keeps what came since the last one',
      );
    } finally {
      loan?.end();
      loan = null;
    }
  }

  return {
    /** A journal larger than this makes a checkpoint due. */
    dueBytes: (): number => journalBytes + options.dueBytes,
    /** Resolves when scoring may go on while a checkpoint is written; null: it may. */
    room: (): Promise<void> | null => loan?.room() ?? null,
    /** Of two at once the second waits for the first, and is then one of its own. */
    async save(): Promise<void> {
      while (saving !== null) await saving;
      saving = write().finally(() => (saving = null));
      await saving;
    },
  };
}
