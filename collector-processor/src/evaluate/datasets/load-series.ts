import { detectTimeFormat, parseTime } from '../../intake/replay/csv-time.ts';
import { probationRows } from '../metrics/nab.ts';
import type { LabelledSeries, SeriesSource } from '../types.ts';
import { completeGrid, type Grid } from './grid.ts';
import { columnOf, numberOf, optionalColumn, readTable, unreadable, type Table } from '../../tables/read-table.ts';
import { usualStep } from '../../tables/usual-step.ts';

const TIME_NAMES = ['timestamp', 'time', 'ts', 'date', 'datetime'];
/** What a column of labels may be called. */
export const LABEL_NAMES = ['label', 'is_anomaly', 'anomaly', 'in_window'];
/** Step of a file that carries no times. */
const WITHOUT_TIMES_MS = 60_000;

/**
 * Reads a series and puts it on its grid.
 *
 * @throws TidemarkError TLERR_EVALUATE_UNREADABLE
 */
export function loadSeries(source: SeriesSource): LabelledSeries {
  const { path } = source;
  const table = readTable(path);
  if (table.rows < 2) throw unreadable(path, 'it has fewer than two rows');
  const values = Float64Array.from(columnOf(table, path, 'value'), numberOf);
  const timeMs = timesOf(table, source);
  const labels = source.format === 'nab' ? new Uint8Array(table.rows) : labelsOf(table, path);
  const stepMs = source.grid?.stepMs ?? usualStep(timeMs);
  const grid = completeGrid({ timeMs, values, labels }, stepMs);
  if (grid === null) throw unreadable(path, 'its times lie too far apart for its number of rows');
  const series = { name: source.series, startMs: grid.startMs, stepMs, values: grid.values };
  if (source.format === 'nab') return { ...series, ...nabPart(timeMs, grid, source.windowsMs ?? []) };
  const testFromRow = source.grid?.testFromRow ?? table.rows >> 1;
  return { ...series, labels: grid.labels, testFrom: grid.stepOfRow[testFromRow] ?? grid.values.length, nab: null };
}

function timesOf(table: Table, { path, grid }: SeriesSource): Float64Array {
  const given = optionalColumn(table, ...TIME_NAMES);
  if (given === null) {
    const [startMs, stepMs] = grid === null ? [0, WITHOUT_TIMES_MS] : [grid.startMs, grid.stepMs];
    return Float64Array.from({ length: table.rows }, (_, row) => startMs + row * stepMs);
  }
  const format = detectTimeFormat(given[0]!.trim());
  return Float64Array.from(given, (text, row) => {
    const time = format === null ? null : parseTime(text.trim(), format);
    if (time === null) throw unreadable(path, `row ${row + 2}: '${text}' is no time`);
    return time;
  });
}

function labelsOf(table: Table, path: string): Uint8Array {
  return Uint8Array.from(columnOf(table, path, ...LABEL_NAMES), (text, row) => {
    const label = numberOf(text);
    if (label !== 0 && label !== 1) throw unreadable(path, `row ${row + 2}: '${text}' is no label (0 or 1)`);
    return label;
  });
}

/** Windows are of rows; on the grid, every step from a window's first to its last is labelled. */
function nabPart(
  timeMs: Float64Array,
  grid: Grid,
  windowsMs: readonly (readonly [number, number])[],
): Pick<LabelledSeries, 'labels' | 'testFrom' | 'nab'> {
  const windows = windowsMs
    .map(
      ([fromMs, toMs]) =>
        [timeMs.findIndex((time) => time >= fromMs), timeMs.findLastIndex((time) => time <= toMs)] as const,
    )
    .filter(([from, to]) => from >= 0 && to >= from);
  const labels = new Uint8Array(grid.values.length);
  for (const [from, to] of windows) labels.fill(1, grid.stepOfRow[from], grid.stepOfRow[to]! + 1);
  const probation = probationRows(timeMs.length);
  return { labels, testFrom: grid.stepOfRow[probation]!, nab: { stepOfRow: grid.stepOfRow, windows, probation } };
}
