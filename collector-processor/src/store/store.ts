import { open } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Incident } from '../incidents/types.ts';
import type { StepReport } from '../pipeline/types.ts';
import type { SeriesForecast } from '../forecast/lane/types.ts';
import type { DegradationWarning } from '../maintenance/degradation/degradation-warning.ts';
import type { MaintenanceWarning } from '../maintenance/warning.ts';
import type { Labels } from '../series/types.ts';
import { openDatabase, reasonOf } from './database.ts';
import { createForecastsTable, type ForecastAccuracy, type KnownForecast } from './forecasts-table.ts';
import { createIncidentsTable, type IncidentFilter, type IncidentPage } from './incidents-table.ts';
import type { Period } from '../rollup/civil-calendar.ts';
import type { Rollup } from '../rollup/types.ts';
import type { DetectorDecision, ModelVersion } from '../learn/types.ts';
import { createModelsTable, type Training } from './models-table.ts';
import { createPruning, forgetSeries, type PruneOutcome, type Retention } from './prune.ts';
import { createRollupWriter } from './rollup-writer.ts';
import { createRollupsTable } from './rollups-table.ts';
import { createSeriesTable, type StoredSeries } from './series-table.ts';
import { createMutesTable, type Mute } from './mutes-table.ts';
import { createStepsTable, type LatestStep, type StoredPeak, type StoredRange } from './steps-table.ts';
import { createWatchesTable, type SavedWatch } from './watches-table.ts';
import { createWarningsTable, type WarningFilter } from './warnings-table.ts';
import { createWriter, type StoreOperation, type WriteOutcome } from './transaction.ts';

export interface StoreOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly retention: Retention;
  /** Civil time of a watch's hours and days; default UTC. */
  readonly timezoneOf?: (watch: string) => string;
  /** Upper bound of the database file, bytes; default none. Writes beyond it fail as on a full disk. */
  readonly maxBytes?: number;
  /** Milliseconds since the epoch; only for the migration's date. */
  readonly clock?: () => number;
  readonly stopwatch?: () => number;
  readonly onWrite?: (operation: StoreOperation, durationMs: number) => void;
  readonly onFailure?: (operation: StoreOperation, reason: string) => void;
}

export interface RangeRequest {
  readonly watch: string;
  /** Ids as `series()` gives them. */
  readonly seriesIds: readonly number[];
  /** Inclusive. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** Recent steps, incidents and verdicts in SQLite. Reading throws only where the database is broken; writing never throws. */
export interface Store {
  writeReport(report: StepReport): WriteOutcome;
  /**
   * Many reports in one transaction: for backfill, a few hundred at a time. Steps before `keepFromMs` are rolled up and
   * not kept themselves.
   */
  writeReports(reports: readonly StepReport[], keepFromMs?: number): WriteOutcome;
  saveIncident(incident: Incident): WriteOutcome;
  /** Every series that has ever been written and not yet aged out, of this process or an earlier one. */
  series(watch: string): readonly StoredSeries[];
  findSeries(watch: string, labels: Labels): StoredSeries | undefined;
  range(request: RangeRequest): StoredRange[];
  /** Highest severity of a series in a range, −1 where it has no steps there. */
  peakSeverity(seriesId: number, fromMs: number, toMs: number): number;
  /** The step with the highest score in [fromMs, toMs), where it is at least `minScore`; learning steps left out. */
  peak(seriesId: number, fromMs: number, toMs: number, minScore: number): StoredPeak | null;
  latest(seriesId: number): LatestStep | null;
  /** Spans that start in [fromMs, toMs), oldest first; the newest may not be over. */
  rollups(series: StoredSeries, period: Period, fromMs: number, toMs: number): Rollup[];
  /** End of the newest hour that is over and had a value; null: none had. */
  lastValueMs(seriesId: number): number | null;
  /** The series' newest forecast, and what it says of the horizons, to be compared with what comes. */
  saveForecast(seriesId: number, made: SeriesForecast, horizonsMs: readonly number[]): WriteOutcome;
  /** Compares forecasts of steps before `toMs` with what came there; NaN: nothing that counts. */
  settleForecasts(seriesId: number, toMs: number, actualAt: (targetMs: number) => number): WriteOutcome;
  forecastOf(seriesId: number): SeriesForecast | null;
  forecastsKnown(): readonly KnownForecast[];
  /** Forecasts against what came, of targets since `fromMs`, by horizon. */
  forecastAccuracy(seriesId: number, fromMs: number): readonly ForecastAccuracy[];
  saveWarning(warning: MaintenanceWarning): WriteOutcome;
  /** Newest first. */
  warnings(filter: WarningFilter): readonly MaintenanceWarning[];
  saveDegradation(warning: DegradationWarning): WriteOutcome;
  /** Newest first. */
  degradations(filter: WarningFilter): readonly DegradationWarning[];
  /** Keeps a training's models, and which are used from now on; written, they survive a power cut. */
  saveTraining(training: Training): WriteOutcome;
  /** Versions of the models of a watch, or of one series of it, newest first. */
  models(watch: string, labels?: Labels): ModelVersion[];
  /** The model itself, as `encodeModel` wrote it. @throws TidemarkError TLERR_MODEL_UNREADABLE when it is gone */
  modelBody(id: number): Uint8Array;
  /** What scores each series of a watch since its last training. */
  decisions(watch: string): DetectorDecision[];
  incidents(filter: IncidentFilter): IncidentPage;
  incident(id: string): Incident | null;
  /** Watches made at run time, oldest first. */
  savedWatches(): readonly SavedWatch[];
  saveWatch(watch: SavedWatch): WriteOutcome;
  /** Forgets that the watch was made; with `history` also its series, what was kept of them, its incidents, verdicts and warnings. */
  removeWatch(name: string, history: boolean): WriteOutcome;
  mutes(): readonly Mute[];
  /** null lifts it. */
  saveMute(watch: string, mute: Mute | null): WriteOutcome;
  /** Share of scored steps in the typical range, over at most `maxSeries` series of the watch; null: none was scored. */
  coverage(watch: string, fromMs: number, maxSeries: number): number | null;
  /** What was written survives a power cut from here on. */
  sync(): Promise<WriteOutcome>;
  /** Removes what is older than the retention, series without steps included; others have their turn meanwhile. */
  prune(nowMs: number): Promise<PruneOutcome>;
  close(): void;
}

/** @throws TidemarkError TLERR_STORE_UNREADABLE, TLERR_STORE_TOO_NEW */
export function createStore(options: StoreOptions): Store {
  const {
    path,
    retention,
    maxBytes = 0,
    timezoneOf = () => 'UTC',
    clock = Date.now,
    stopwatch = () => performance.now(),
  } = options;
  const db = openDatabase({ path, maxBytes, nowMs: clock() });
  const series = createSeriesTable(db);
  const steps = createStepsTable(db, series);
  const rollupsTable = createRollupsTable(db);
  const rollups = createRollupWriter({ series, steps, rollups: rollupsTable, timezoneOf });
  const incidents = createIncidentsTable(db);
  const watches = createWatchesTable(db);
  const mutes = createMutesTable(db);
  const forecasts = createForecastsTable(db);
  const warnings = createWarningsTable<MaintenanceWarning>(db, 'maintenance_warnings');
  const degradations = createWarningsTable<DegradationWarning>(db, 'degradations');
  const models = createModelsTable(db);
  const write = createWriter({ db, stopwatch, onWrite: options.onWrite, onFailure: options.onFailure });

  function writeReports(reports: readonly StepReport[], keepFromMs = -Infinity): WriteOutcome {
    const outcome = write('steps', () => {
      for (const { step, changed } of reports) {
        if (step.stepStartMs >= keepFromMs) steps.write(step);
        rollups.take(step);
        changed.forEach(incidents.save);
      }
    });
    if (outcome.status === 'failed') followDisk();
    return outcome;
  }

  function followDisk(): void {
    if (db.isOpen) {
      series.reload();
      steps.reload();
    }
    rollups.reset();
  }

  const tables = {
    series,
    steps,
    rollups,
    rollupsTable,
    forecasts,
    models,
    incidents,
    warnings: [warnings, degradations],
  };
  const prune = createPruning(tables, retention, write, followDisk);

  /** The log alone: what is in it is in the database after a power cut. The disk is waited for by another thread. */
  async function sync(): Promise<WriteOutcome> {
    try {
      const log = await open(`${path}-wal`, 'r+');
      await log.datasync().finally(() => log.close());
    } catch (cause) {
      // No log: there is nothing that is not in the file.
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { status: 'written' };
      const reason = reasonOf(cause);
      options.onFailure?.('sync', reason);
      return { status: 'failed', reason };
    }
    return { status: 'written' };
  }

  /** What the journal refers to must survive a power cut as the journal does. */
  function durably(work: () => WriteOutcome): WriteOutcome {
    db.exec('PRAGMA synchronous = FULL');
    try {
      return work();
    } finally {
      if (db.isOpen) db.exec('PRAGMA synchronous = NORMAL');
    }
  }

  function removeWatch(name: string, history: boolean): WriteOutcome {
    const outcome = write('watch', () => {
      watches.remove(name);
      mutes.save(name, null);
      if (!history) return;
      steps.removeFreshOf(name);
      for (const table of [incidents, warnings, degradations]) table.removeOf(name);
      for (const one of series.of(name)) {
        steps.removeBefore(one.id, Number.MAX_SAFE_INTEGER);
        for (const period of ['hour', 'day'] as const) {
          rollupsTable.removeBefore(one.id, period, Number.MAX_SAFE_INTEGER);
        }
        forgetSeries(tables, one);
      }
    });
    if (history) followDisk();
    return outcome;
  }

  return {
    writeReport: (report) => writeReports([report]),
    writeReports,
    saveIncident: (incident) => write('incident', () => incidents.save(incident)),
    series: series.of,
    findSeries: series.find,
    range: ({ watch, seriesIds, fromMs, toMs }) => {
      const wanted = new Set(seriesIds);
      return series
        .of(watch)
        .filter(({ id }) => wanted.has(id))
        .map((one) => steps.read(one, fromMs, toMs));
    },
    peakSeverity: steps.peakSeverity,
    peak: steps.peak,
    latest: steps.latest,
    lastValueMs: rollupsTable.lastValueMs,
    rollups: rollups.read,
    saveForecast: (seriesId, made, horizonsMs) => write('forecast', () => forecasts.save(seriesId, made, horizonsMs)),
    settleForecasts: (seriesId, toMs, actualAt) => write('forecast', () => forecasts.settle(seriesId, toMs, actualAt)),
    forecastOf: forecasts.of,
    forecastsKnown: forecasts.known,
    forecastAccuracy: forecasts.accuracy,
    saveWarning: (warning) => write('warning', () => warnings.save(warning)),
    warnings: warnings.list,
    saveDegradation: (warning) => write('warning', () => degradations.save(warning)),
    degradations: degradations.list,
    saveTraining: (training) => durably(() => write('models', () => models.save(training))),
    models: models.list,
    modelBody: models.body,
    decisions: models.decisions,
    incidents: incidents.list,
    incident: incidents.get,
    savedWatches: watches.list,
    saveWatch: (watch) => write('watch', () => watches.save(watch)),
    removeWatch,
    mutes: mutes.list,
    saveMute: (watch, mute) => write('watch', () => mutes.save(watch, mute)),
    coverage: (watch, fromMs, maxSeries) => steps.coverage(series.of(watch).slice(0, maxSeries), fromMs),
    sync,
    prune,
    close: () => db.close(),
  };
}
