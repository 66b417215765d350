import { TidemarkError } from '../../errors/tidemark-error.ts';
import { quoteGiven } from '../../config/problem.ts';

/** Where a CSV's columns are. */
export interface CsvHeader {
  readonly width: number;
  readonly watch: number;
  readonly time: number;
  readonly value: number;
  /** Every other column, in file order. */
  readonly labels: readonly { readonly name: string; readonly column: number }[];
}

const REQUIRED = ['watch', 'time', 'value'] as const;

/** @throws TLERR_REPLAY_HEADER */
export function readHeader(record: readonly string[], input: string): CsvHeader {
  const names = record.map((name) => name.trim());
  const refuse = (problem: string): never => {
    throw new TidemarkError('TLERR_REPLAY_HEADER', { input, given: quoteGiven(names.join(',')).slice(1, -1), problem });
  };
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (names.length === 1 && /[;\t]/.test(names[0] ?? '')) refuse('is not separated by commas');
  if (missing.length > 0) refuse(`lacks ${missing.map((name) => `'${name}'`).join(' and ')}`);
  const unnamed = names.indexOf('');
  if (unnamed >= 0) refuse(`has no name for column ${unnamed + 1}`);
  const twice = names.find((name, column) => names.indexOf(name) < column);
  if (twice !== undefined) refuse(`has the column '${twice}' twice`);
  return {
    width: names.length,
    watch: names.indexOf('watch'),
    time: names.indexOf('time'),
    value: names.indexOf('value'),
    labels: names.flatMap((name, column) => (REQUIRED.some((each) => each === name) ? [] : [{ name, column }])),
  };
}
