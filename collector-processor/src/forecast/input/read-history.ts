import { numberOf, parseTable } from '../../tables/read-table.ts';
import { parseTime } from '../../intake/replay/csv-time.ts';
import type { History } from '../types.ts';
import { regularSteps, type StepOptions } from './regular-steps.ts';
import { seriesTable, type SeriesChoice, type SeriesTable } from './series-table.ts';

export interface InputOptions extends SeriesChoice, StepOptions {}

export interface ForecastInput {
  /** Name of the column of values. */
  readonly column: string;
  readonly history: History;
  /** What a person should know of how the file was read. */
  readonly notes: readonly string[];
}

/**
 * A CSV's text as a history: a header, a column of times, a column of values. Values that are never negative are taken to
 * be counts or sizes: neither is their forecast.
 *
 * @throws Error telling what is wrong with it
 */
export function readHistory(text: string, options: InputOptions): ForecastInput {
  const found = seriesTable(parseTable(text), options);
  const timeMs = Float64Array.from(found.rows, (row) => timeAt(found, row));
  const values = Float64Array.from(found.rows, (row) => numberOf(found.values[row]!));
  const { repeated, cut, ...steps } = regularSteps(timeMs, values, options);
  const missing = steps.values.reduce((count, value) => (value === value ? count : count + 1), 0);
  const wrong = found.rows.filter((row) => Number.isNaN(numberOf(found.values[row]!)) && found.values[row]!.trim());
  const notes = [
    ...(wrong.length > 0
      ? [
          `${wrong.length} values are no numbers, the first '${found.values[wrong[0]!]}' in row ${wrong[0]! + 2}: missing`,
        ]
      : []),
    ...(missing > 0 ? [`${missing} of ${steps.values.length} steps are missing`] : []),
    ...(repeated > 0 ? [`${repeated} rows repeat a time: the ${options.aggregate} of its rows counts`] : []),
    ...(cut ? ['the file begins or ends within a step: that step is left out'] : []),
  ];
  const nonNegative = !steps.values.some((value) => value < 0);
  return { column: found.valueColumn, history: { ...steps, timezone: options.timezone, nonNegative }, notes };
}

function timeAt({ times, timeFormat }: SeriesTable, row: number): number {
  const timeMs = parseTime(times[row]!.trim(), timeFormat);
  if (timeMs === null) throw new Error(`row ${row + 2}: '${times[row]}' is no time (${timeFormat})`);
  return timeMs;
}
