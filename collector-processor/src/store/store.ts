import { performance } from 'node:perf_hooks';
import type { Incident } from '../incidents/types.ts';
import type { StepReport } from '../pipeline/types.ts';
import type { Labels } from '../series/types.ts';
import { openDatabase } from './database.ts';
import { createIncidentsTable, type IncidentFilter, type IncidentPage } from './incidents-table.ts';
import { createSeriesTable, type StoredSeries } from './series-table.ts';
import { createStepsTable, type LatestStep, type StoredRange } from './steps-table.ts';
import { createWriter, type StoreOperation, type WriteOutcome } from './transaction.ts';

export interface StoreOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly retention: { readonly stepsMs: number; readonly incidentsMs: number };
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
  /** Many reports in one transaction: for backfill, a few hundred at a time. */
  writeReports(reports: readonly StepReport[]): WriteOutcome;
  saveIncident(incident: Incident): WriteOutcome;
  /** Every series that has ever been written and not yet aged out, of this process or an earlier one. */
  series(watch: string): readonly StoredSeries[];
  findSeries(watch: string, labels: Labels): StoredSeries | undefined;
  range(request: RangeRequest): StoredRange[];
  /** Highest severity of a series in a range, −1 where it has no steps there. */
  peakSeverity(seriesId: number, fromMs: number, toMs: number): number;
  latest(seriesId: number): LatestStep | null;
  incidents(filter: IncidentFilter): IncidentPage;
  incident(id: string): Incident | null;
  /** Removes what is older than the retention, series without steps included. */
  prune(nowMs: number): WriteOutcome & { readonly steps: number; readonly incidents: number };
  close(): void;
}

/** @throws TidemarkError TLERR_STORE_UNREADABLE, TLERR_STORE_TOO_NEW */
export function createStore(options: StoreOptions): Store {
  const { path, retention, maxBytes = 0, clock = Date.now, stopwatch = () => performance.now() } = options;
  const db = openDatabase({ path, maxBytes, nowMs: clock() });
  const series = createSeriesTable(db);
  const steps = createStepsTable(db, series);
  const incidents = createIncidentsTable(db);
  const write = createWriter({ db, stopwatch, onWrite: options.onWrite, onFailure: options.onFailure });

  function writeReports(reports: readonly StepReport[]): WriteOutcome {
    const outcome = write('steps', () => {
      for (const report of reports) {
        steps.write(report.step);
        report.changed.forEach(incidents.save);
      }
    });
    if (outcome.status === 'failed' && db.isOpen) series.reload();
    return outcome;
  }

  function prune(nowMs: number) {
    const removed = { steps: 0, incidents: 0 };
    const outcome = write('prune', () => {
      for (const one of series.all()) {
        removed.steps += steps.removeBefore(one.id, nowMs - retention.stepsMs);
        if (steps.latest(one.id) === null) series.remove(one);
      }
      removed.incidents = incidents.removeBefore(nowMs - retention.incidentsMs);
    });
    if (db.isOpen) series.reload();
    return outcome.status === 'written' ? { ...outcome, ...removed } : { ...outcome, steps: 0, incidents: 0 };
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
    latest: steps.latest,
    incidents: incidents.list,
    incident: incidents.get,
    prune,
    close: () => db.close(),
  };
}
