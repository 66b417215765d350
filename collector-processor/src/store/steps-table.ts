import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ScoredStep } from '../series/types.ts';
import { createFreshSteps } from './fresh-steps.ts';
import type { SeriesTable, StoredSeries } from './series-table.ts';
import type { BodyColumns } from './step-body.ts';

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
const orNull = (value: number): number | null => (value === value ? value : null);
const byTime = (one: Row, other: Row): number => one[0]! - other[0]!;
const cell = (value: unknown): number | null => (value === null ? null : Number(value));

/** Steps by series, the newest ones of many series among them wherever they stand. */
export function createStepsTable(db: DatabaseSync, series: SeriesTable) {
  const VALUES = `INTO steps (series_id, step_ms, revision, ${NAMES}) VALUES (${'?, '.repeat(13)}?)`;
  const write = db.prepare(`INSERT OR REPLACE ${VALUES}`);
  const writeMoved = db.prepare(`INSERT OR IGNORE ${VALUES}`);
  const starts = db.prepare('SELECT step_ms FROM steps WHERE series_id = ? AND step_ms >= ?');
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

  const fresh = createFreshSteps(
    db,
    (id, { stepMs, columns }, at) => writeRow(writeMoved, id, stepMs, 0, columns, at),
    (id, fromMs) => starts.all(id, fromMs).map((row) => Number(row.step_ms)),
  );

  return {
    /** A revision replaces the rows that it holds. */
    write(step: ScoredStep): void {
      const { series: refs, columns, stepStartMs, revision } = step;
      const ids = series.idsOf(refs);
      if (fresh.put(step, ids)) return;
      for (let i = 0; i < ids.length; i++) writeRow(write, ids[i]!, stepStartMs, revision, columns, i);
    },

    /** fromMs inclusive, toMs exclusive. */
    read(of: StoredSeries, fromMs: number, toMs: number): StoredRange {
      const rows = [...(read.iterate(of.id, fromMs, toMs) as unknown as Iterable<Row>)];
      for (const row of fresh.of(of.id, fromMs, toMs)) {
        rows.push([row.stepMs, ...STORED_COLUMNS.map((name) => orNull(row[name]))]);
      }
      rows.sort(byTime);
      const columns = emptyColumns();
      STORED_COLUMNS.forEach((name, k) => (columns[name] = rows.map((row) => row[k + 1]!)));
      return { series: of, times: rows.map((row) => row[0]!), columns };
    },

    /** Steps with a value, oldest first, and whether each was within its limits and no part of an incident. */
    eachOutcome(
      id: number,
      fromMs: number,
      toMs: number,
      take: (timeMs: number, value: number, normal: boolean) => void,
    ): void {
      const rows = outcomes.all(id, fromMs, toMs) as unknown as Row[];
      for (const { stepMs, value, held, score } of fresh.of(id, fromMs, toMs)) {
        rows.push([stepMs, orNull(value), held === 0 && score <= 1 ? 1 : 0]);
      }
      rows.sort(byTime);
      for (const [timeMs, value, normal] of rows) if (value !== null) take(timeMs!, value!, normal === 1);
    },

    /** Highest severity of a series in a range; −1 where it has no steps there. */
    peakSeverity: (id: number, fromMs: number, toMs: number): number =>
      fresh
        .of(id, fromMs, toMs)
        .reduce((most, { severity }) => Math.max(most, severity), Number(peak.get(id, fromMs, toMs)?.peak)),

    /** The step with the highest score in a range, where it is at least `minScore`. */
    peak(id: number, fromMs: number, toMs: number, minScore: number): StoredPeak | null {
      const row = highest.get(id, fromMs, toMs, minScore);
      let found: StoredPeak | null = null;
      if (row !== undefined) {
        const { step_ms, score, value, expected, direction } = row;
        found = {
          stepMs: Number(step_ms),
          score: Number(score),
          value: cell(value),
          expected: cell(expected),
          direction: Number(direction),
        };
      }
      for (const { stepMs, score, value, expected, direction, learning } of fresh.of(id, fromMs, toMs)) {
        if (learning !== 0 || !(score >= minScore) || (found !== null && found.score >= score)) continue;
        found = { stepMs, score, value: orNull(value), expected: orNull(expected), direction };
      }
      return found;
    },

    /** Share of the series' scored steps from `fromMs` on that lie in the typical range; null: none was scored. */
    coverage(of: readonly StoredSeries[], fromMs: number): number | null {
      let scored = 0;
      let inside = 0;
      for (const { id } of of) {
        const row = typical.get(id, fromMs);
        scored += Number(row?.scored);
        inside += Number(row?.inside);
        for (const { value, typicalLower, typicalUpper, learning } of fresh.of(id, fromMs, Infinity)) {
          if (learning !== 0 || value !== value || typicalLower !== typicalLower) continue;
          scored++;
          if (value >= typicalLower && value <= typicalUpper) inside++;
        }
      }
      return scored === 0 ? null : inside / scored;
    },

    latest(id: number): LatestStep | null {
      const row = newest.get(id);
      const last = fresh.of(id, row === undefined ? -Infinity : Number(row.step_ms), Infinity).at(-1);
      if (last !== undefined) {
        const { stepMs, value, score, learning } = last;
        return { seriesId: id, stepMs, value: orNull(value), score: orNull(score), learning: learning === 1 };
      }
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
    removeFreshBefore: fresh.removeBefore,
    removeFreshOf: fresh.removeOf,
    /** After a transaction that failed: memory follows the disk. */
    reload: fresh.reload,
  };
}

/** NaN becomes NULL. Arguments as they are: there are a million rows a step. */
function writeRow(
  statement: StatementSync,
  id: number,
  stepMs: number,
  revision: number,
  c: BodyColumns,
  i: number,
): void {
  statement.run(
    id,
    stepMs,
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

export function emptyColumns(): Record<StoredColumn, (number | null)[]> {
  return Object.fromEntries(STORED_COLUMNS.map((name) => [name, []])) as unknown as Record<
    StoredColumn,
    (number | null)[]
  >;
}
