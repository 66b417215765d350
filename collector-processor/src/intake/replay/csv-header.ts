import { basename } from 'node:path';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { quoteGiven } from '../../config/problem.ts';
import { TIME_COLUMNS } from './csv-time.ts';

/** Where a CSV's columns are. */
export interface CsvHeader {
  readonly width: number;
  /** Null: it has none, and every row is of `watchName`. */
  readonly watch: number | null;
  readonly watchName: string;
  readonly time: number;
  readonly value: number;
  /** Every other column, in file order. */
  readonly labels: readonly { readonly name: string; readonly column: number }[];
}

/**
 * Columns by name, in any case: `time` (or `timestamp`, `ts` …), `value` (or the only one that is left), `watch` where there
 * are several. A file without `watch` is one watch, called as its column of values, or as the file where that is `value`.
 *
 * @throws TLERR_REPLAY_HEADER
 */
export function readHeader(record: readonly string[], input: string): CsvHeader {
  const names = record.map((name) => name.trim());
  const lower = names.map((name) => name.toLowerCase());
  const refuse = (problem: string): never => {
    throw new TidemarkError('TLERR_REPLAY_HEADER', { input, given: quoteGiven(names.join(',')).slice(1, -1), problem });
  };
  if (names.length === 1 && /[;\t]/.test(names[0] ?? '')) refuse('is not separated by commas');
  const unnamed = names.indexOf('');
  if (unnamed >= 0) refuse(`has no name for column ${unnamed + 1}`);
  const twice = names.find((name, column) => names.indexOf(name) < column);
  if (twice !== undefined) refuse(`has the column '${twice}' twice`);

  const watch = lower.indexOf('watch');
  const time = lower.indexOf(TIME_COLUMNS.find((name) => lower.includes(name)) ?? '');
  const rest = names.flatMap((_, column) => (column === watch || column === time ? [] : [column]));
  const value = lower.includes('value') ? lower.indexOf('value') : rest.length === 1 ? rest[0]! : -1;
  const missing = [...(time < 0 ? ["a column 'time'"] : []), ...(value < 0 ? ["a column 'value'"] : [])];
  if (missing.length > 0) refuse(`lacks ${missing.join(' and ')}`);
  return {
    width: names.length,
    watch: watch < 0 ? null : watch,
    watchName: lower[value] === 'value' ? nameOf(input) : names[value]!,
    time,
    value,
    labels: rest.filter((column) => column !== value).map((column) => ({ name: names[column]!, column })),
  };
}

/** `requests` of `old/requests.csv.gz`, `standard input` of that. */
const nameOf = (input: string): string => basename(input).replace(/(?<=.)\..*$/, '');
