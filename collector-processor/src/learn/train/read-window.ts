import { DatabaseSync } from 'node:sqlite';
import type { TrainingWindow } from '../../detect/learned/types.ts';
import type { Incident } from '../../incidents/types.ts';
import { labelsKey } from '../../series/labels.ts';
import type { Labels } from '../../series/types.ts';
import { createIncidentsTable } from '../../store/incidents-table.ts';
import { createSeriesTable } from '../../store/series-table.ts';
import { createStepsTable } from '../../store/steps-table.ts';
import type { TrainJob } from '../types.ts';

type Job = Pick<TrainJob, 'database' | 'watch' | 'labels' | 'companions' | 'fromMs' | 'toMs'>;

/**
 * The training window of a series, read from the database beside its one writer. Incidents are left out; what a person
 * called a false alarm or expected, and what became the new normal, stays in.
 */
export function readWindow({ database, watch, labels, companions, fromMs, toMs }: Job): TrainingWindow {
  const db = new DatabaseSync(database, { readOnly: true, timeout: 5000 });
  try {
    // As it is at one moment: rows are moved from one table to another meanwhile.
    db.exec('BEGIN');
    const { stepMs, timezone } = watch;
    const startMs = Math.ceil(fromMs / stepMs) * stepMs;
    const count = Math.max(0, Math.floor((toMs - startMs) / stepMs));
    const column = createColumnReader(db, startMs, stepMs, count);
    const values = column(watch.name, labels);
    // Before the first value there is nothing: a window begins with what was seen.
    const first = Math.max(0, values.findIndex(Number.isFinite));
    const leaveOut = new Uint8Array(count);
    const { incidents } = createIncidentsTable(db).list({ watch: watch.name, fromMs: startMs, toMs });
    const key = labelsKey(labels);
    for (const incident of incidents) {
      if (labelsKey(incident.labels) === key && teachesNothing(incident)) mark(leaveOut, incident, startMs, stepMs);
    }
    const others = companions.map(({ name, watch: of, labels: at }) => [name, column(of, at).subarray(first)] as const);
    return {
      startMs: startMs + first * stepMs,
      stepMs,
      timezone,
      values: values.subarray(first),
      leaveOut: leaveOut.subarray(first),
      companions: Object.fromEntries(others),
    };
  } finally {
    db.close();
  }
}

function createColumnReader(db: DatabaseSync, startMs: number, stepMs: number, count: number) {
  const series = createSeriesTable(db);
  const steps = createStepsTable(db, series);
  return (watch: string, labels: Labels): Float64Array => {
    const column = new Float64Array(count).fill(NaN);
    const stored = series.find(watch, labels);
    if (stored === undefined) return column;
    steps.eachOutcome(stored.id, startMs, startMs + count * stepMs, (atMs, value) => {
      column[Math.round((atMs - startMs) / stepMs)] = value;
    });
    return column;
  };
}

const teachesNothing = ({ verdict, closedBecause }: Incident): boolean =>
  verdict === null ? closedBecause !== 'accepted' : verdict.verdict === 'real';

function mark(leaveOut: Uint8Array, { startMs: from, endMs, lastMs }: Incident, startMs: number, stepMs: number): void {
  const to = endMs ?? lastMs + stepMs;
  leaveOut.fill(1, Math.max(0, Math.floor((from - startMs) / stepMs)), Math.max(0, Math.ceil((to - startMs) / stepMs)));
}
