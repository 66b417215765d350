import { basename } from 'node:path';
import { detectTimeFormat, parseTime } from '../../intake/replay/csv-time.ts';
import { CSV } from '../datasets/find-series.ts';
import { completeGrid } from '../datasets/grid.ts';
import { numberOf, readTable, unreadable, type Table } from '../../tables/read-table.ts';
import { usualStep } from '../../tables/usual-step.ts';
import type { ForecastCase } from './types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TIMES = ['timestamp', 'time', 'ts', 'date', 'datetime', 'ds', 'minute'];
const LABELS = ['label', 'is_anomaly', 'anomaly', 'in_window'];
/** Hours are forecast two days ahead, days four weeks. */
const HORIZON_HOURS = 48;
const HORIZON_DAYS = 28;
/** Forecasts are made over the second half, at so many origins at most. */
const MOST_ORIGINS = 14;

/**
 * A CSV of one series, forecast again and again: `minute` or a time, and one column of values. What comes more often
 * than hourly is added up to hours. Steps that are not there are missing.
 *
 * @throws TidemarkError TLERR_EVALUATE_UNREADABLE
 */
export function rollingCases(path: string): ForecastCase[] {
  const table = readTable(path);
  if (table.rows < 2) throw unreadable(path, 'it has fewer than two rows');
  const timeMs = timesOf(table, path);
  const values = Float64Array.from(valuesOf(table, path), numberOf);
  const rowMs = usualStep(timeMs);
  const stepMs = Math.max(rowMs, HOUR_MS);
  const grid = completeGrid({ timeMs, values, labels: new Uint8Array(table.rows) }, stepMs);
  if (grid === null) throw unreadable(path, 'its times lie too far apart for its number of rows');
  // The grid holds the mean of an hour's rows.
  const whole = grid.values.map((value) => (value * stepMs) / rowMs);
  const horizon = stepMs < DAY_MS ? HORIZON_HOURS * (HOUR_MS / stepMs) : HORIZON_DAYS;
  const dataset = `${basename(path).replace(CSV, '')}_${stepMs < DAY_MS ? 'hourly' : 'daily'}`;
  return originsOf(whole.length, horizon).flatMap((origin) => {
    const [history, actual] = [whole.slice(0, origin), whole.slice(origin, origin + horizon)];
    if (!actual.some((value) => value === value)) return [];
    const series = new Date(grid.startMs + origin * stepMs).toISOString().slice(0, 13);
    return [{ dataset, series, stepMs, startMs: grid.startMs, history, actual, reference: history }];
  });
}

/** First steps that are forecast: a horizon apart or more, in the second half, the last one a horizon before the end. */
function originsOf(steps: number, horizon: number): number[] {
  const room = Math.floor((steps - (steps >> 1)) / horizon);
  const origins = Math.min(MOST_ORIGINS, room);
  const apart = Math.floor(room / Math.max(1, origins)) * horizon;
  return Array.from({ length: origins }, (_, j) => steps - horizon - j * apart).reverse();
}

function timesOf(table: Table, path: string): Float64Array {
  const name = TIMES.find((each) => table.columns.has(each));
  if (name === undefined) throw unreadable(path, `it has no column of times: ${TIMES.join(', ')}`);
  const texts = table.columns.get(name)!;
  const format = name === 'minute' ? null : detectTimeFormat(texts[0]!.trim());
  return Float64Array.from(texts, (text, row) => {
    const time = format === null ? MINUTE_MS * Number(text) : parseTime(text.trim(), format);
    if (time === null || !Number.isFinite(time)) throw unreadable(path, `row ${row + 2}: '${text}' is no time`);
    return time;
  });
}

function valuesOf(table: Table, path: string): readonly string[] {
  const columns = [...table.columns].filter(([name]) => !TIMES.includes(name) && !LABELS.includes(name));
  if (columns.length === 1) return columns[0]![1];
  const named = table.columns.get('value');
  if (named === undefined) throw unreadable(path, 'it has several columns of values and none is named value');
  return named;
}
