import type { Table } from '../../tables/read-table.ts';
import { TIME_COLUMNS, detectTimeFormat, type TimeFormat } from '../../intake/replay/csv-time.ts';

/** What is shown of a file's series where one has to be picked. */
const EXAMPLES = 3;

/** Where in a table one series stands. */
export interface SeriesTable {
  readonly times: readonly string[];
  readonly timeFormat: TimeFormat;
  readonly values: readonly string[];
  readonly valueColumn: string;
  /** Rows that belong to the series. */
  readonly rows: readonly number[];
}

export interface SeriesChoice {
  /** Name of the column of values; null: the only one, or the one named value. */
  readonly column: string | null;
  /** Only rows that hold these texts, by column. */
  readonly where: ReadonlyMap<string, string>;
}

/**
 * Finds the one series that is meant in a table: times, a column of values, and the rows that are wanted.
 *
 * @throws Error telling what is missing, and what there is
 */
export function seriesTable(table: Table, { column, where }: SeriesChoice): SeriesTable {
  if (table.rows === 0) throw new Error('it has a header and no rows');
  const timeColumn = timeColumnOf(table);
  const times = columnOf(table, timeColumn);
  const timeFormat = detectTimeFormat(times[0]!.trim());
  if (timeFormat === null) throw new Error(`row 2: '${times[0]}' in column ${timeColumn} is no time`);
  const rows = rowsWhere(table, where);
  const valueColumn = valueColumnOf(table, column?.trim().toLowerCase() ?? null, timeColumn, rows);
  refuseMixed(table, rows, [timeColumn, valueColumn]);
  return { times, timeFormat, values: columnOf(table, valueColumn), valueColumn, rows };
}

const namesOf = ({ columns }: Table): string => [...columns.keys()].join(', ');
const columnOf = ({ columns }: Table, name: string): readonly string[] => columns.get(name)!;
const isNumber = (text: string): boolean => text.trim() === '' || Number.isFinite(Number(text));

/** The one with a name of times, else the first that holds times. */
function timeColumnOf(table: Table): string {
  const named = TIME_COLUMNS.find((name) => table.columns.has(name));
  const found = named ?? [...table.columns].find(([, texts]) => !isNumber(texts[0]!) && isTime(texts[0]!))?.[0];
  if (found === undefined)
    throw new Error(`it has no column of times (${TIME_COLUMNS.join(', ')}), only ${namesOf(table)}`);
  return found;
}

const isTime = (text: string): boolean => detectTimeFormat(text.trim()) !== null;

function rowsWhere(table: Table, where: ReadonlyMap<string, string>): number[] {
  const wanted = [...where].map(([name, text]) => {
    const texts = table.columns.get(name.trim().toLowerCase());
    if (texts === undefined) throw new Error(`it has no column ${name}, only ${namesOf(table)}`);
    return (row: number): boolean => texts[row] === text;
  });
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => wanted.every((is) => is(row)));
  if (rows.length > 0) return rows;
  throw new Error(`no row has ${[...where].map(([name, text]) => `${name}=${text}`).join(' and ')}`);
}

function valueColumnOf(table: Table, asked: string | null, timeColumn: string, rows: readonly number[]): string {
  if (asked !== null) {
    if (table.columns.has(asked)) return asked;
    throw new Error(`it has no column ${asked}, only ${namesOf(table)}`);
  }
  if (table.columns.has('value')) return 'value';
  const numeric = [...table.columns.keys()].filter(
    (name) => name !== timeColumn && rows.some((row) => Number.isFinite(Number(columnOf(table, name)[row] || NaN))),
  );
  if (numeric.length === 1) return numeric[0]!;
  if (numeric.length === 0) throw new Error(`it has no column of numbers beside ${timeColumn}`);
  throw new Error(`it has several columns of numbers, ${numeric.join(', ')}: name one with --column`);
}

/** Columns of words tell series apart; two series in one would be forecast as their mean. */
function refuseMixed(table: Table, rows: readonly number[], own: readonly string[]): void {
  const words = [...table.columns].filter(
    ([name, texts]) => !own.includes(name) && rows.some((row) => !isNumber(texts[row]!)),
  );
  const found = new Set(rows.map((row) => words.map(([name, texts]) => `--where ${name}=${texts[row]}`).join(' ')));
  if (found.size < 2) return;
  const examples = [...found].slice(0, EXAMPLES).join('; ');
  throw new Error(`it holds ${found.size} series; pick one: ${examples}${found.size > EXAMPLES ? '; …' : ''}`);
}
