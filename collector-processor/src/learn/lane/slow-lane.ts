import type { Logger } from 'pino';
import { createCivilClock } from '../../detect/civil-time.ts';
import { type DetectorName, MODEL_NAMES, type ModelName, TIDE } from '../../detect/models.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { Engine } from '../../pipeline/types.ts';
import { seedOfText } from '../../random.ts';
import { labelsKey } from '../../series/labels.ts';
import type { SeriesRef } from '../../series/types.ts';
import type { Store } from '../../store/index.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import type { JobPool } from '../jobs/job-pool.ts';
import type { JobOutcome, JobProgress } from '../jobs/types.ts';
import type { LearnSettings } from '../settings.ts';
import type { DetectorChoice, DetectorDecision, TrainJob, TrainReport } from '../types.ts';
import { companionsOf } from './companions-of.ts';
import { dueReason } from './due.ts';
import { createPlacing, type PlacingOptions } from './placing.ts';

export interface SlowLaneOptions extends PlacingOptions {
  readonly settings: LearnSettings;
  readonly engine: Pick<Engine, 'watches' | 'series' | 'lastStepMs' | 'scoredBy' | 'ensembleOf' | 'learned'>;
  readonly store: Store;
  /** Path of the store's database, which the worker threads read. */
  readonly database: string;
  readonly pool: JobPool<TrainJob, TrainReport>;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'debug'>;
  readonly telemetry: Telemetry;
}

/** What the lane knows of one series. */
interface Pupil {
  lastAttemptMs: number | null;
  trainedAtMs: number | null;
  /** What was decided to score it. */
  uses: readonly DetectorName[];
  /** The engine may have something else (after a restart; a series that was not seen yet). */
  toInstall: boolean;
}

const NEW_PUPIL: Pupil = { lastAttemptMs: null, trainedAtMs: null, uses: [TIDE], toInstall: false };

/**
 * Trains models beside the engine and lets them score: when one is due, on a worker thread, from the store; what comes
 * back is kept as a version and goes live. Whatever goes wrong leaves the models as they were.
 */
export function createSlowLane(options: SlowLaneOptions) {
  const { settings, engine, store, database, pool, clock, logger, telemetry } = options;
  const watched = engine.watches().flatMap((watch) => {
    const choice = settings.detectors[watch.name] ?? [TIDE];
    const models = modelsOf(choice, settings.candidates);
    return models.length === 0 || !settings.enabled
      ? []
      : [{ watch, choice, models, clock: createCivilClock(watch.timezone) }];
  });
  const asking = new Set(watched.map(({ watch: { name } }) => name));
  const placing = createPlacing(options);
  const pupils = new Map<string, Pupil>();
  /** Ends with the lane: what comes back later is not applied. */
  let closed = false;

  for (const { watch, choice } of watched) recall(watch, choice);

  telemetry.observe('tidemark.learn.queue.size', () => pool.waiting());
  telemetry.observe('tidemark.learn.series', () =>
    [...countUses()].map(([detector, value]) => ({ value, attributes: { detector } })),
  );

  /** What earlier trainings left in the store. */
  function recall(watch: WatchSettings, choice: DetectorChoice): void {
    for (const decision of store.decisions(watch.name)) {
      pupils.set(keyOf(watch.name, decision), {
        lastAttemptMs: decision.atMs,
        trainedAtMs: decision.atMs,
        uses: usesNow(choice, decision),
        toInstall: true,
      });
    }
  }

  /** Starts what is due; called often. */
  async function tick(): Promise<void> {
    await placing.releaseOthers(asking);
    // A watch may have been taken away meanwhile.
    const names = new Set(engine.watches().map(({ name }) => name));
    for (const { watch, choice, models, clock: civil } of watched.filter(({ watch: { name } }) => names.has(name))) {
      for (const series of engine.series(watch.name)) {
        const key = keyOf(watch.name, series);
        if (!pupils.has(key) && pupils.size >= settings.maxSeries) continue;
        const pupil = pupils.get(key) ?? { ...NEW_PUPIL };
        pupils.set(key, pupil);
        if (pupil.toInstall) await install(watch, series, pupil);
        const due = dueReason({ ...pupil, beyond: beyondOf(watch, series) }, clock(), watch.stepMs, civil, settings);
        if (due !== null) start(watch, choice, models, series, pupil, due);
      }
    }
  }

  function start(
    watch: WatchSettings,
    choice: DetectorChoice,
    models: readonly ModelName[],
    series: SeriesRef,
    pupil: Pupil,
    due: string,
  ): void {
    const atMs = clock();
    pupil.lastAttemptMs = atMs;
    const job = jobOf(watch, choice, models, series);
    // What has no model yet is served first.
    const priority = pupil.trainedAtMs === null ? 1 : 0;
    void pool.run(keyOf(watch.name, series), job, priority).then(async (outcome) => {
      if (closed) return;
      count(watch, outcome, due);
      if (outcome.status === 'done') await take(watch, series, pupil, job, outcome.result, atMs);
      else if (outcome.status === 'failed') {
        const { reason, detail } = outcome;
        logger.warn(
          { watch: watch.name, labels: series.labels, reason, detail },
          'a training failed; what scored the series before still does',
        );
      } else if (outcome.reason === 'queue_full') pupil.lastAttemptMs = null;
    });
  }

  function jobOf(
    watch: WatchSettings,
    choice: DetectorChoice,
    models: readonly ModelName[],
    series: SeriesRef,
  ): TrainJob {
    const toMs = (engine.lastStepMs(watch.name) ?? clock()) + watch.stepMs;
    return {
      database,
      watch,
      labels: series.labels,
      companions: companionsOf(engine.watches(), watch, series.labels),
      fromMs: toMs - settings.windowMs,
      toMs,
      models,
      choice,
      seed: seedOfText(keyOf(watch.name, series)),
      incumbents: store
        .models(watch.name, series.labels)
        .filter(({ model }) => models.includes(model))
        .map(({ id, model, inUse, about }) => ({ id, model, inUse, tail: about.tail, body: store.modelBody(id) })),
    };
  }

  async function take(
    watch: WatchSettings,
    series: SeriesRef,
    pupil: Pupil,
    job: TrainJob,
    report: TrainReport,
    atMs: number,
  ): Promise<void> {
    const { window, fresh, refused, versions, uses, reason, figures } = report;
    for (const { model, reason: why, detail } of refused) {
      logger.debug(
        { watch: watch.name, labels: series.labels, model, why, detail },
        'nothing can be learned from this history yet',
      );
    }
    if (Object.keys(versions).length === 0) return;
    const { seed, companions } = job;
    const saved = store.saveTraining({
      decision: { watch: watch.name, labels: series.labels, atMs, uses, reason, figures },
      fresh: fresh.map(({ model, body, tail, backtest }) => ({
        model,
        body,
        about: { window, seed, companions, tail, backtest },
      })),
      versions,
    });
    // Not kept is not used: after a restart it would be gone.
    if (saved.status === 'failed') return;
    const before = pupil.uses;
    Object.assign(pupil, { trainedAtMs: atMs, uses, toInstall: true });
    const kept = Object.entries(versions)
      .filter(([, version]) => version !== 'fresh')
      .map(([model]) => model);
    telemetry.count('tidemark.learn.versions', fresh.length - kept.length, { watch: watch.name, outcome: 'promoted' });
    telemetry.count('tidemark.learn.versions', kept.length, { watch: watch.name, outcome: 'kept_before' });
    const said = {
      watch: watch.name,
      labels: series.labels,
      uses,
      reason,
      figures,
      ...(kept.length > 0 && { keptBefore: kept }),
    };
    if (before.join() === uses.join()) logger.debug(said, 'models were trained anew');
    else logger.info(said, `${uses.join(' + ')} scores this series from now on`);
    await install(watch, series, pupil);
  }

  async function install(watch: WatchSettings, { labels }: SeriesRef, pupil: Pupil): Promise<void> {
    pupil.toInstall = false;
    if (!(await placing.place(watch, labels, pupil.uses))) pupil.toInstall = true;
  }

  const beyondOf = (watch: WatchSettings, { labels }: SeriesRef): number =>
    Math.max(0, ...(engine.ensembleOf(watch.name, labels)?.members ?? []).map(({ tail }) => tail.beyond));

  function count(watch: WatchSettings, outcome: JobOutcome<TrainReport>, due: string): void {
    const result = outcome.status === 'done' ? 'done' : outcome.reason;
    telemetry.count('tidemark.learn.jobs', 1, { watch: watch.name, due, outcome: result });
    if (outcome.status !== 'done') return;
    telemetry.count('tidemark.learn.cpu.time', outcome.cpuMs / 1000, { watch: watch.name });
    telemetry.record('tidemark.learn.duration', outcome.wallMs / 1000);
  }

  function countUses(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { watch } of watched) {
      for (const series of engine.series(watch.name)) {
        if (!pupils.has(keyOf(watch.name, series))) continue;
        const uses = placing.usesOf(watch.name, series).join('+');
        counts.set(uses, (counts.get(uses) ?? 0) + 1);
      }
    }
    return counts;
  }

  return {
    tick,
    /** What scores a series. */
    usesOf: placing.usesOf,
    /** What a watch asks for. */
    choiceOf: (watch: string): DetectorChoice => settings.detectors[watch] ?? [TIDE],
    /** How far the training under way of a series is; null: there is none. */
    trainingOf(watch: string, series: Pick<SeriesRef, 'labels'>): JobProgress | null {
      const running = pool.running().find(({ key }) => key === keyOf(watch, series));
      return running === undefined ? null : (running.progress ?? { doing: 'reading', share: 0 });
    },
    waiting: pool.waiting,
    async close(): Promise<void> {
      closed = true;
      await pool.close();
    },
  };
}

export type SlowLane = ReturnType<typeof createSlowLane>;

const keyOf = (watch: string, { labels }: Pick<SeriesRef, 'labels'>): string => `${watch}\n${labelsKey(labels)}`;

/** Models that a choice needs trained. */
function modelsOf(choice: DetectorChoice, candidates: readonly ModelName[]): readonly ModelName[] {
  return choice === 'auto' ? candidates : MODEL_NAMES.filter((name) => choice.includes(name));
}

/** What was decided, as far as the watch still asks for it. */
function usesNow(choice: DetectorChoice, { uses }: DetectorDecision): readonly DetectorName[] {
  return choice === 'auto' ? uses : choice.filter((name) => name === TIDE || uses.includes(name));
}
