import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { ModelName } from '../../detect/models.ts';
import type { Journal } from '../../journal/journal.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { ModelShelf } from '../../learn/model-shelf.ts';
import type { MeasureStage } from '../../measure/stage.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import type { CheckpointFile } from '../checkpoint/checkpoint-file.ts';
import type { Checkpoint } from '../checkpoint/types.ts';
import { decodeCommand } from '../commands/codec.ts';
import type { Command, CommandKind, CommandMap, Handlers } from '../commands/types.ts';
import type { Engine } from '../types.ts';

export interface RecoveryOptions {
  readonly file: Pick<CheckpointFile, 'load'>;
  readonly journal: Pick<Journal, 'read' | 'begin'>;
  readonly folder: string;
  readonly engine: Pick<Engine, 'put' | 'restore'>;
  readonly measure: Pick<MeasureStage, 'restore'>;
  readonly models: Pick<ModelShelf, 'load'>;
  /** Do commands again: to the store, and to nobody else. */
  readonly handlers: Handlers;
  /** Watches made at run time as the database has them, for a checkpoint that does not name them. */
  readonly made: readonly WatchDefinition[];
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly telemetry: Telemetry;
}

export interface Recovered {
  /** Number of the newest command that is known. */
  readonly appliedSeq: number;
  readonly restored: Pick<Checkpoint, 'savedAtMs' | 'position'> | null;
}

const PROGRESS_EVERY_MS = 5_000;

/**
 * Knows again what was known: the newest checkpoint that is whole, and what the journal has since then, done again.
 *
 * @throws TidemarkError TLERR_JOURNAL_UNREADABLE, TLERR_JOURNAL_VERSION
 */
export async function recover(options: RecoveryOptions): Promise<Recovered> {
  const { journal, folder, clock, logger, telemetry } = options;
  const startedMs = performance.now();
  const restored = await restoreCheckpoint(options);
  const position = restored?.position ?? 0;
  try {
    const replayed = await replay(options, position);
    await journal.begin(replayed.lastSeq);
    const seconds = (performance.now() - startedMs) / 1000;
    telemetry.observe('tidemark.recovery.duration', () => seconds);
    telemetry.observe('tidemark.recovery.records', () => replayed.commands);
    if (restored !== null || replayed.commands > 0) {
      const ageSeconds = restored === null ? null : Math.round((clock() - restored.savedAtMs) / 1000);
      const from =
        ageSeconds === null
          ? 'began anew, without a checkpoint'
          : `went on from a checkpoint that is ${ageSeconds} s old`;
      logger.info(
        { ageSeconds, commands: replayed.commands, failed: replayed.failed, seconds },
        `${from}, and did again what the journal has since then (${replayed.commands} commands)`,
      );
    }
    return { appliedSeq: replayed.lastSeq, restored };
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    throw new TidemarkError('TLERR_JOURNAL_UNREADABLE', { path: folder, reason: messageOf(error) }, { cause: error });
  }
}

async function restoreCheckpoint({ file, engine, measure, models, made, logger }: RecoveryOptions) {
  const loaded = await file.load();
  if (loaded.status === 'none') {
    logger.info('no checkpoint: every series begins to learn');
    return null;
  }
  if (loaded.status === 'unreadable') {
    logger.error({ problems: loaded.problems }, 'no checkpoint can be read: what the journal has is learned anew');
    return null;
  }
  const { checkpoint, path, problems } = loaded;
  if (problems.length > 0)
    logger.error({ problems, path }, 'the newest checkpoint cannot be read: took the one before');
  await models.load(modelsIn(checkpoint));
  for (const watch of checkpoint.watches ?? made) engine.put(watch);
  try {
    engine.restore(checkpoint.engine);
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    logger.error({ path, code: error.code, help: error.help }, error.message);
    return null;
  }
  if (!measure.restore(checkpoint.measure)) {
    logger.warn({ path }, 'what streams last said is of another version: their next points are first ones');
  }
  return { savedAtMs: checkpoint.savedAtMs, position: checkpoint.position };
}

const modelsIn = ({ engine }: Checkpoint): ModelName[] =>
  Object.values(engine.lanes)
    .flatMap(({ ensembles = [] }) => ensembles.flatMap(({ members }) => members))
    .flatMap(({ model }) => model ?? []);

async function replay({ journal, handlers, models, logger, telemetry }: RecoveryOptions, afterSeq: number) {
  let lastSeq = afterSeq;
  let commands = 0;
  let failed = 0;
  let toldMs = performance.now();
  const records = journal.read({
    afterSeq,
    onDamage(damage) {
      telemetry.count('tidemark.journal.damage', damage.bytes, { torn: String(damage.torn) });
      if (damage.torn)
        logger.info(damage, 'the journal ended in the middle of a write: cut off, nobody was told of it');
      else logger.error(damage, 'a part of the journal is damaged: went on after it');
    },
    onMissing(missing) {
      telemetry.count('tidemark.journal.missing', missing);
      logger.error({ missing }, 'records are missing from the journal: what they told is lost');
    },
  });
  for await (const { seq, payload } of records) {
    lastSeq = seq;
    commands++;
    try {
      const command = decodeCommand(payload);
      if (command.kind === 'install') await models.load(command.given.plan?.members.map(({ model }) => model) ?? []);
      await done(handlers, command);
    } catch (error) {
      failed++;
      logger.error({ seq, reason: messageOf(error) }, 'a command of the journal could not be done again: left out');
    }
    if (performance.now() - toldMs < PROGRESS_EVERY_MS) continue;
    toldMs = performance.now();
    logger.info({ commands }, 'doing again what the journal has…');
  }
  return { lastSeq, commands, failed };
}

/** Does a command, and waits for what it leads to. */
async function done<K extends CommandKind>(handlers: Handlers, { kind, given }: Command<K>): Promise<void> {
  const result = (handlers[kind] as (given: CommandMap[K]) => unknown)(given as CommandMap[K]);
  if (kind === 'pulled') await (result as ReturnType<Handlers['pulled']>).stored;
}
