import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';

/** A CSV in memory: columns by the names of its header. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a CSV with a header line, plain or gzip (by its first bytes, whatever its name says).
 *
 * @throws TidemarkError TLERR_EVALUATE_UNREADABLE
 */
export function readTable(path: string): Table {
  try {
    return parseTable(textOfFile(path));
  } catch (error) {
    throw unreadable(path, messageOf(error), error);
  }
}

/**
 * A CSV with a header line as columns; their names are in small letters.
 *
 * @throws Error telling what is wrong with it
 */
export function parseTable(text: string): Table {
  const records = recordsOf(text);
  const header = records[0];
  if (header === undefined) throw new Error('it is empty');
  const columns = header.map((): string[] => []);
  for (let row = 1; row < records.length; row++) {
    const record = records[row]!;
    if (record.length !== header.length) {
      throw new Error(`row ${row + 1} has ${record.length} fields, the header ${header.length}`);
    }
    columns.forEach((column, i) => column.push(record[i]!));
  }
  return {
    rows: records.length - 1,
    columns: new Map(header.map((name, i) => [name.trim().toLowerCase(), columns[i]!])),
  };
}

/** Whether the file's first line names a column of each of these kinds, under any of its names. */
export function hasColumns(path: string, ...kinds: readonly (readonly string[])[]): boolean {
  try {
    const line = /^.*/.exec(textOfFile(path))![0];
    const names = line.split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase());
    return kinds.every((kind) => kind.some((name) => names.includes(name)));
  } catch (error) {
    throw unreadable(path, messageOf(error), error);
  }
}

/** A file's text, plain or gzip (by its first bytes, whatever its name says). */
export function textOfFile(path: string): string {
  const bytes = readFileSync(path);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

/** Millions of rows of plain numbers need no parser; one quote anywhere does. */
function recordsOf(text: string): readonly string[][] {
  if (text.includes('"')) return parse(text, { skip_empty_lines: true, relax_column_count: true });
  const lines = text.split(/\r?\n/);
  return lines.filter((line) => line !== '').map((line) => line.split(','));
}

export function unreadable(path: string, reason: string, cause?: unknown): TidemarkError {
  return new TidemarkError('TLERR_EVALUATE_UNREADABLE', { path, reason }, { cause });
}

/** The first of `names` that the table has. */
export function columnOf(table: Table, path: string, ...names: readonly string[]): readonly string[] {
  const column = optionalColumn(table, ...names);
  if (column === null) {
    throw unreadable(path, `it has no column ${names.join(' or ')}, only ${[...table.columns.keys()].join(', ')}`);
  }
  return column;
}

export function optionalColumn(table: Table, ...names: readonly string[]): readonly string[] | null {
  for (const name of names) {
    const column = table.columns.get(name);
    if (column !== undefined) return column;
  }
  return null;
}

/** A number; NaN for what is blank or none: the value is missing. */
export const numberOf = (text: string): number => {
  const trimmed = text.trim();
  return trimmed === '' ? NaN : finite(Number(trimmed));
};

const finite = (value: number): number => (Number.isFinite(value) ? value : NaN);
