import type { Incident } from '../../src/incidents/types.ts';
import type { StepReport } from '../../src/pipeline/types.ts';
import type { Labels, ScoreColumns, SeriesRef } from '../../src/series/types.ts';

export interface RowGiven {
  readonly id?: number;
  readonly labels: Labels;
  /** Defaults: a quiet row, value 10 in [5, 15] about 10. `value: NaN` is an absent step. */
  readonly value?: number;
  readonly expected?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly score?: number;
  readonly direction?: number;
  readonly severity?: number;
  readonly learning?: boolean;
  readonly incident?: Incident;
}

export interface ReportGiven {
  readonly watch?: string;
  readonly stepStartMs: number;
  readonly stepMs?: number;
  readonly revision?: number;
  readonly part?: number;
  readonly rows: readonly RowGiven[];
  readonly changed?: readonly Incident[];
}

/** A step report as the engine gives it, from a few words. */
export function stepReport({
  watch = 'requests',
  stepStartMs,
  stepMs = 60_000,
  revision = 0,
  part = 0,
  rows,
  changed,
}: ReportGiven): StepReport {
  const column = (of: (row: RowGiven) => number) => Float64Array.from(rows, of);
  const columns: ScoreColumns = {
    value: column((row) => row.value ?? 10),
    expected: column((row) => row.expected ?? 10),
    typicalLower: column((row) => (row.expected ?? 10) - 2),
    typicalUpper: column((row) => (row.expected ?? 10) + 2),
    lower: column((row) => row.lower ?? 5),
    upper: column((row) => row.upper ?? 15),
    score: column((row) => row.score ?? 0),
    change: column(() => 0),
    lasting: column((row) => row.score ?? 0),
    direction: Int8Array.from(rows, (row) => row.direction ?? 0),
    severity: column((row) => row.severity ?? 0),
    learning: Uint8Array.from(rows, (row) => (row.learning ? 1 : 0)),
    held: Uint8Array.from(rows, (row) => (row.incident ? 1 : 0)),
  };
  const series: SeriesRef[] = rows.map((row, index) => ({ id: row.id ?? index + 1, watch, labels: row.labels }));
  return {
    step: { watch, stepStartMs, stepMs, revision, part, series, columns },
    incidents: rows.map((row) => row.incident ?? null),
    changed: changed ?? rows.flatMap((row) => (row.incident ? [row.incident] : [])),
  };
}

export function incident(given: Partial<Incident> = {}): Incident {
  return {
    id: 'incident-1',
    watch: 'requests',
    labels: { 'service.name': 'shop' },
    class: 'drop_to_zero',
    direction: -1,
    status: 'open',
    severity: 90,
    startMs: 1_000_000_020_000,
    endMs: null,
    lastMs: 1_000_000_080_000,
    peakMs: 1_000_000_020_000,
    peakScore: 4,
    peakValue: 0,
    peakExpected: 10,
    impact: -1200,
    explanation: 'Requests of shop fell to zero.',
    closedBecause: null,
    verdict: null,
    ...given,
  };
}
