import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse, type CsvError, type InfoRecord } from 'csv-parse';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createRowCollector, type RowCollector, type RowColumns } from './columns.ts';
import { readHeader, type CsvHeader } from './csv-header.ts';
import { detectTimeFormat, parseTime, type TimeFormat } from './csv-time.ts';
import { asReadError } from './input.ts';
import type { Refusals } from './refusals.ts';

/** A quote that is never closed would take the rest of the file as one field. */
const MAX_RECORD_BYTES = 1024 * 1024;

/** It takes every row that follows with it, so it is no single bad row. */
const UNCLOSED_QUOTE: readonly string[] = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'];

/** A plain decimal number: what JavaScript reads beside it (hex, blanks, Infinity) is no measurement. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** How people and tools write "there was none". */
const NO_VALUE = /^(?:|nan|null|none|na|n\/a)$/i;

export interface CsvRows {
  readonly header: CsvHeader;
  readonly rows: RowColumns;
  readonly timeFormat: TimeFormat;
  /** Data rows, bad ones included. */
  readonly records: number;
}

/** Reads a whole CSV; rows that cannot be used are counted in `refusals`, the rest kept. */
export async function readCsvRows(stream: Readable, input: string, refusals: Refusals): Promise<CsvRows> {
  let header: CsvHeader | null = null;
  let collector: RowCollector | null = null;
  let timeFormat: TimeFormat | null = null;
  let records = 0;
  let lastLine = 0;

  function take(record: readonly string[], line: number): void {
    if (header === null || collector === null) {
      header = readHeader(record, input);
      collector = createRowCollector(header.labels.map(({ name }) => name));
      return;
    }
    records++;
    if (record.length !== header.width) return refusals.add('wrong_column_count', line);
    const watch = header.watch === null ? header.watchName : (record[header.watch] ?? '').trim();
    if (watch === '') return refusals.add('no_watch', line);
    const time = (record[header.time] ?? '').trim();
    timeFormat ??= detectTimeFormat(time);
    const timeMs = timeFormat === null ? null : parseTime(time, timeFormat);
    if (timeMs === null) return refusals.add('bad_time', line);
    const value = parseValue(record[header.value] ?? '');
    if (value === null) return refusals.add('bad_value', line);
    const labels = header.labels.map(({ column }) => record[column] ?? '');
    collector.add(watch, labels, timeMs, value);
  }

  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: true,
    max_record_size: MAX_RECORD_BYTES,
    // Taken here and not passed on: the parser's own queue would hold a million objects.
    on_record: (record: string[], { lines }: InfoRecord) => {
      take(record, lines);
      lastLine = lines;
      return null;
    },
  });
  try {
    parser.resume();
    await pipeline(stream, parser);
  } catch (error) {
    const isUnclosed = UNCLOSED_QUOTE.includes(String((error as Partial<CsvError>).code));
    throw asReadError(isUnclosed ? new Error(`a quote opened on line ${lastLine + 1} is never closed`) : error, input);
  }
  if (header === null || collector === null) {
    throw new TidemarkError('TLERR_REPLAY_EMPTY', { input, reason: 'it is empty' });
  }
  return { header, rows: (collector as RowCollector).columns(), timeFormat: timeFormat ?? 'epoch seconds', records };
}

/** NaN for "there was none"; null for what is no number. */
function parseValue(given: string): number | null {
  const text = given.trim();
  if (NO_VALUE.test(text)) return NaN;
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}
