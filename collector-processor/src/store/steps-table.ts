import type { DatabaseSync } from 'node:sqlite';
import type { ScoredStep } from '../series/types.ts';
import type { SeriesTable, StoredSeries } from './series-table.ts';

/** Columns of one series over time, oldest first; entry i belongs to times[i]. null = no value. */
export interface StoredRange {
  readonly series: StoredSeries;
  readonly times: number[];
  readonly columns: Readonly<Record<StoredColumn, (number | null)[]>>;
}

/** Names as the API has them → names in the database. */
const COLUMNS = {
  value: 'value',
  expected: 'expected',
  typicalLower: 'typical_lower',
  typicalUpper: 'typical_upper',
  lower: 'lower',
  upper: 'upper',
  score: 'score',
  direction: 'direction',
  severity: 'severity',
  learning: 'learning',
  held: 'held',
} as const;

export type StoredColumn = keyof typeof COLUMNS;
export const STORED_COLUMNS = Object.keys(COLUMNS) as StoredColumn[];
const NAMES = Object.values(COLUMNS).join(', ');

export interface LatestStep {
  readonly seriesId: number;
  readonly stepMs: number;
  readonly value: number | null;
  readonly score: number | null;
  readonly learning: boolean;
}

/** The step of a series that lay farthest from what was expected. */
export interface StoredPeak {
  readonly stepMs: number;
  readonly score: number;
  readonly value: number | null;
  readonly expected: number | null;
  readonly direction: number;
}

type Row = (number | null)[];
const cell = (value: unknown): number | null => (value === null ? null : Number(value));

export function createStepsTable(db: DatabaseSync, series: SeriesTable) {
  const write = db.prepare(
    `INSERT OR REPLACE INTO steps (series_id, step_ms, revision, ${NAMES}) VALUES (${'?, '.repeat(13)}?)`,
  );
  const read = db.prepare(`SELECT step_ms, ${NAMES} FROM steps WHERE series_id = ? AND step_ms >= ? AND step_ms < ?`);
  read.setReturnArrays(true);
  const outcomes = db.prepare(
    'SELECT step_ms, value, held = 0 AND score <= 1 FROM steps WHERE series_id = ? AND step_ms >= ? AND step_ms < ?',
  );
  outcomes.setReturnArrays(true);
  const peak = db.prepare(
    `SELECT CASE count(*) WHEN 0 THEN -1 ELSE coalesce(max(severity), 0) END AS peak
     FROM steps WHERE series_id = ? AND step_ms >= ? AND step_ms < ?`,
  );
  const newest = db.prepare(
    'SELECT step_ms, value, score, learning FROM steps WHERE series_id = ? ORDER BY step_ms DESC LIMIT 1',
  );
  const highest = db.prepare(
    `SELECT step_ms, score, value, expected, direction FROM steps
     WHERE series_id = ? AND step_ms >= ? AND step_ms < ? AND learning = 0 AND score >= ?
     ORDER BY score DESC LIMIT 1`,
  );
  const typical = db.prepare(
    `SELECT count(*) AS scored, coalesce(sum(value BETWEEN typical_lower AND typical_upper), 0) AS inside FROM steps
     WHERE series_id = ? AND step_ms >= ? AND learning = 0 AND value IS NOT NULL AND typical_lower IS NOT NULL`,
  );
  const removeBefore = db.prepare('DELETE FROM steps WHERE series_id = ? AND step_ms < ?');

  return {
    /** A revision replaces the rows that it holds. NaN becomes NULL. */
    write({ series: refs, columns: c, stepStartMs, revision }: ScoredStep): void {
      const ids = series.idsOf(refs);
      for (let i = 0; i < ids.length; i++) {
        write.run(
          ids[i]!,
          stepStartMs,
          revision,
          c.value[i]!,
          c.expected[i]!,
          c.typicalLower[i]!,
          c.typicalUpper[i]!,
          c.lower[i]!,
          c.upper[i]!,
          c.score[i]!,
          c.direction[i]!,
          c.severity[i]!,
          c.learning[i]!,
          c.held[i]!,
        );
      }
    },

    /** fromMs inclusive, toMs exclusive. */
    read(of: StoredSeries, fromMs: number, toMs: number): StoredRange {
      const times: number[] = [];
      const columns = emptyColumns();
      const targets = STORED_COLUMNS.map((name) => columns[name]);
      for (const row of read.iterate(of.id, fromMs, toMs) as unknown as Iterable<Row>) {
        times.push(row[0]!);
        for (let k = 0; k < targets.length; k++) targets[k]!.push(row[k + 1]!);
      }
      return { series: of, times, columns };
    },

    /** Steps with a value, oldest first, and whether each was within its limits and no part of an incident. */
    eachOutcome(
      id: number,
      fromMs: number,
      toMs: number,
      take: (timeMs: number, value: number, normal: boolean) => void,
    ): void {
      for (const [timeMs, value, normal] of outcomes.all(id, fromMs, toMs) as unknown as Row[]) {
        if (value !== null) take(timeMs!, value!, normal === 1);
      }
    },

    /** Highest severity of a series in a range; −1 where it has no steps there. */
    peakSeverity: (id: number, fromMs: number, toMs: number): number => Number(peak.get(id, fromMs, toMs)?.peak),

    /** The step with the highest score in a range, where it is at least `minScore`. */
    peak(id: number, fromMs: number, toMs: number, minScore: number): StoredPeak | null {
      const row = highest.get(id, fromMs, toMs, minScore);
      if (row === undefined) return null;
      const { step_ms, score, value, expected, direction } = row;
      return {
        stepMs: Number(step_ms),
        score: Number(score),
        value: cell(value),
        expected: cell(expected),
        direction: Number(direction),
      };
    },

    /** Share of the series' scored steps from `fromMs` on that lie in the typical range; null: none was scored. */
    coverage(of: readonly StoredSeries[], fromMs: number): number | null {
      const rows = of.map(({ id }) => typical.get(id, fromMs));
      const sum = (name: string): number => rows.reduce((total, row) => total + Number(row?.[name]), 0);
      return sum('scored') === 0 ? null : sum('inside') / sum('scored');
    },

    latest(id: number): LatestStep | null {
      const row = newest.get(id);
      if (row === undefined) return null;
      return {
        seriesId: id,
        stepMs: Number(row.step_ms),
        value: cell(row.value),
        score: cell(row.score),
        learning: row.learning === 1,
      };
    },

    /** Steps removed. */
    removeBefore: (id: number, beforeMs: number): number => Number(removeBefore.run(id, beforeMs).changes),
  };
}

export function emptyColumns(): Record<StoredColumn, (number | null)[]> {
  return Object.fromEntries(STORED_COLUMNS.map((name) => [name, []])) as unknown as Record<
    StoredColumn,
    (number | null)[]
  >;
}
