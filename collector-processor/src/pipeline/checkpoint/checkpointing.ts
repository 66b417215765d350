import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { messageOf } from '../../errors/message-of.ts';
import type { Journal } from '../../journal/journal.ts';
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
  /** What is known now: what requests change as a copy, all else by reference. Nothing changes until it resolves. */
  readonly state: () => Promise<Omit<Checkpoint, 'savedAtMs' | 'position'>>;
  /** So much more journal makes a checkpoint due before its time. */
  readonly dueBytes: number;
  /** Of the checkpoint that this process began with; null: there was none. */
  readonly restored: Pick<Checkpoint, 'savedAtMs' | 'position'> | null;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'error'>;
  readonly telemetry: Telemetry;
}

/**
 * Writes down what is known, so that the journal before it can go. Commands wait for a moment, until what requests change
 * is copied; what scores waits until all the rest is written, a piece at a time. All of them are journaled meanwhile.
 */
export function createCheckpointing(options: CheckpointingOptions) {
  const { file, sequencer, journal, store, state, restored, clock, logger, telemetry } = options;
  let savedAtMs = restored?.savedAtMs ?? null;
  /** Of the newest checkpoint: what the journal must hold for the one before it is older. */
  let position = restored?.position ?? 0;
  let bytes = 0;
  let journalBytes = 0;
  let saving: Promise<void> | null = null;
  telemetry.observe('tidemark.checkpoint.age', () =>
    savedAtMs === null ? [] : [{ value: (clock() - savedAtMs) / 1000, attributes: {} }],
  );
  telemetry.observe('tidemark.checkpoint.size', () => bytes);

  async function write(): Promise<void> {
    const startedMs = performance.now();
    let taken = { savedAtMs: clock(), position };
    try {
      bytes = await file.save((copy) =>
        sequencer.paused(async (takeRequests) => {
          const pausedMs = performance.now();
          // What the checkpoint says is done must be in the database, also after a power cut.
          store.sync();
          taken = { savedAtMs: clock(), position: sequencer.appliedSeq() };
          const checkpoint = { ...taken, ...(await state()) };
          takeRequests();
          telemetry.record('tidemark.checkpoint.pause', (performance.now() - pausedMs) / 1000);
          return copy(checkpoint);
        }),
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
    }
  }

  return {
    /** A journal larger than this makes a checkpoint due. */
    dueBytes: (): number => journalBytes + options.dueBytes,
    /** Of two at once the second waits for the first, and is then one of its own. */
    async save(): Promise<void> {
      while (saving !== null) await saving;
      saving = write().finally(() => (saving = null));
      await saving;
    },
  };
}
