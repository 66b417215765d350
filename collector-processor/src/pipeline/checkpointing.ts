import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { MeasureSnapshot } from '../measure/snapshot.ts';
import type { MeasureStage } from '../measure/stage.ts';
import type { Telemetry } from '../telemetry/index.ts';
import type { CheckpointFile } from './checkpoint.ts';
import type { Engine } from './types.ts';

export interface CheckpointingOptions {
  readonly file: CheckpointFile;
  readonly engine: Pick<Engine, 'snapshot' | 'restore'>;
  readonly measure: Pick<MeasureStage, 'snapshot' | 'restore'>;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly telemetry: Telemetry;
}

/** Saves and restores what was learned; says how old what it restored is. */
export function createCheckpointing({ file, engine, measure, clock, logger, telemetry }: CheckpointingOptions) {
  let savedAtMs: number | null = null;
  let bytes = 0;
  telemetry.observe('tidemark.checkpoint.age', () =>
    savedAtMs === null ? [] : [{ value: (clock() - savedAtMs) / 1000, attributes: {} }],
  );
  telemetry.observe('tidemark.checkpoint.size', () => bytes);

  async function save(): Promise<void> {
    const startedMs = performance.now();
    const now = clock();
    try {
      bytes = await file.save({ savedAtMs: now, engine: engine.snapshot(), measure: measure.snapshot() });
      savedAtMs = now;
      telemetry.record('tidemark.checkpoint.duration', (performance.now() - startedMs) / 1000);
    } catch (error) {
      telemetry.count('tidemark.checkpoint.failures');
      logger.error(
        { reason: messageOf(error) },
        'the checkpoint could not be written; a crash now would lose what was learned since the last',
      );
    }
  }

  async function restore(): Promise<void> {
    const loaded = await file.load();
    if (loaded.status === 'none') return logger.info('no checkpoint: every series begins to learn');
    if (loaded.status === 'unreadable') {
      return logger.error({ problems: loaded.problems }, 'no checkpoint can be read: every series begins to learn');
    }
    const { checkpoint, path } = loaded;
    try {
      engine.restore(checkpoint.engine);
    } catch (error) {
      if (!(error instanceof TidemarkError)) throw error;
      return logger.error({ path, code: error.code, help: error.help }, error.message);
    }
    if (!measure.restore(checkpoint.measure as MeasureSnapshot)) {
      logger.warn({ path }, 'what streams last said is of another version: their next points are first ones');
    }
    savedAtMs = checkpoint.savedAtMs;
    const ageSeconds = Math.round((clock() - savedAtMs) / 1000);
    logger.info({ path, ageSeconds }, `went on from a checkpoint that is ${ageSeconds} s old`);
  }

  return { save, restore };
}
