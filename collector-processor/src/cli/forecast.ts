import { Command } from 'commander';
import { parseDuration } from '../config/duration.ts';
import { AGGREGATES, type Aggregate } from '../forecast/input/regular-steps.ts';
import type { InputOptions } from '../forecast/input/read-history.ts';
import { FORECASTERS } from '../forecast/registry.ts';
import { detectTimeFormat, parseTime } from '../intake/replay/csv-time.ts';
import { checkFormat, inputOf, listed, listOf, namesOf, usage } from './arguments.ts';
import type { CliIo } from './io.ts';

const AFTER = `
Input is a CSV with a header, plain or gzip, - for standard input: a column of times (time, timestamp, ts, date, datetime
or ds; epoch seconds, epoch milliseconds or ISO 8601, UTC where no offset is written) and a column of values. Rows may
come in any order; an empty value is missing. A file of several series is narrowed down with --column and --where.

Models:
${listed(FORECASTERS)}
Each is also tried on the history's own past; the table tells how far off it was.

Output is a table, and with --csv, --json or --html what their names say. lower and upper are the 95 % interval.

Examples:
  tidemark forecast requests.csv
  tidemark forecast --input requests.csv --horizon 7d --model auto,mstl,prophet --html forecast.html
  tidemark forecast pool.csv --limit 100 --growth 20 --growth-from 2026-11-30 --timezone Europe/Berlin
  tidemark forecast replay.csv --where watch=requests --where http.route=/search --step 1h --csv -`;

/** Longest list of models that can be told apart in a picture. */
const MAX_MODELS = 8;

export interface ForecastOptions extends InputOptions {
  readonly input: string;
  readonly models: readonly string[];
  readonly horizonMs: number;
  readonly limit: {
    readonly value: number;
    readonly direction: 'up' | 'down';
    readonly leadsMs: readonly number[];
  } | null;
  /** Share that is supposed to come on top, from a moment or from so long after the history's end. */
  readonly growth: { readonly share: number; readonly from: GrowthFrom } | null;
  readonly json: boolean;
  readonly csv: string | null;
  readonly html: string | null;
}

export type GrowthFrom = { readonly timeMs: number } | { readonly afterMs: number };

interface Flags {
  readonly input?: string;
  readonly horizon: string;
  readonly model: string;
  readonly column?: string;
  readonly where: readonly string[];
  readonly step?: string;
  readonly aggregate: string;
  readonly timezone: string;
  readonly limit?: string;
  readonly direction: string;
  readonly lead: string;
  readonly growth?: string;
  readonly growthFrom?: string;
  readonly json?: boolean;
  readonly csv?: string;
  readonly html?: string;
}

export function forecastCommand(io: CliIo): Command {
  return new Command('forecast')
    .summary('where a series of a CSV is going, by one model or several')
    .description('Where a series of a CSV is going, how sure that is, and when it reaches a limit.')
    .argument('[input]', 'the file; the same as --input')
    .option('-i, --input <file>', 'the file, - for standard input')
    .option('--horizon <duration>', 'how far ahead', '7d')
    .option('-m, --model <names>', 'models, separated by commas, or all', 'auto')
    .option('--column <name>', 'the column of values (default: the only one, or value)')
    .option('--where <column=text>', 'only rows like that; may be given several times', collect, [])
    .option('-s, --step <duration>', 'forecast in steps of this length (default: as the rows are spaced)')
    .option('--aggregate <how>', `what rows of one step are told as: ${Object.keys(AGGREGATES).join(', ')}`, 'mean')
    .option('-z, --timezone <zone>', 'time zone of days and weeks', 'UTC')
    .option('--limit <value>', 'a value that must not be reached: when will it be?')
    .option('--direction <direction>', 'the limit is reached from below (up) or from above (down)', 'up')
    .option('--lead <durations>', 'the chance that it is reached within each of these', '7d,1d')
    .option('--growth <percent>', 'suppose so many per cent more (or less, below 0) than is forecast')
    .option('--growth-from <time>', 'from this time on, or so long after the end: 2d (default: from the end)')
    .option('--json', 'one JSON document on standard output')
    .option('--csv <file>', 'write every step as CSV, - for standard output')
    .option('--html <file>', 'write one page with a picture')
    .addHelpText('after', AFTER)
    .action(async (argument: string | undefined, flags: Flags) => {
      const options = readOptions(argument, flags);
      const { runForecast } = await import('./forecast-run.ts');
      await runForecast(options, io);
    });
}

function readOptions(argument: string | undefined, flags: Flags): ForecastOptions {
  checkFormat('--timezone', 'timezone', flags.timezone);
  const models = namesOf(flags.model, '--model', Object.keys(FORECASTERS));
  if (models.length > MAX_MODELS) throw usage(`--model takes up to ${MAX_MODELS} models at a time`);
  if (flags.json === true && flags.csv === '-')
    throw usage('--json and --csv - both want standard output; give one a file');
  return {
    input: inputOf('forecast', argument, flags.input),
    models,
    horizonMs: durationOf('--horizon', flags.horizon),
    column: flags.column ?? null,
    where: new Map(flags.where.map(condition)),
    stepMs: flags.step === undefined ? null : durationOf('--step', flags.step),
    aggregate: oneOf('--aggregate', flags.aggregate, Object.keys(AGGREGATES) as Aggregate[]),
    timezone: flags.timezone,
    limit: limitOf(flags),
    growth: growthOf(flags),
    json: flags.json === true,
    csv: flags.csv ?? null,
    html: flags.html ?? null,
  };
}

const collect = (given: string, before: readonly string[]): string[] => [...before, given];

function condition(given: string): [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw usage(`--where '${given}' is not allowed; allowed: column=text`);
  return [given.slice(0, at), given.slice(at + 1)];
}

function durationOf(flag: string, given: string): number {
  const durationMs = parseDuration(given);
  if (durationMs === null || durationMs <= 0) {
    throw usage(`${flag} '${given}' is not allowed; allowed: a duration, such as 10m, 6h, 7d or 4w`);
  }
  return durationMs;
}

function oneOf<T extends string>(flag: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === given);
  if (found === undefined) throw usage(`${flag} '${given}' is not allowed; allowed: ${allowed.join(', ')}`);
  return found;
}

function numberOf(flag: string, given: string, least = -Infinity, most = Infinity): number {
  const value = given.trim() === '' ? NaN : Number(given);
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw usage(
    `${flag} '${given}' is not allowed; allowed: a number${most < Infinity ? ` from ${least} to ${most}` : ''}`,
  );
}

function limitOf({ limit, direction, lead }: Flags): ForecastOptions['limit'] {
  if (limit === undefined) return null;
  const leadsMs = listOf(lead, '--lead').map((each) => durationOf('--lead', each));
  return {
    value: numberOf('--limit', limit),
    direction: oneOf('--direction', direction, ['up', 'down']),
    leadsMs: leadsMs.toSorted((a, b) => b - a),
  };
}

function growthOf({ growth, growthFrom = '0s' }: Flags): ForecastOptions['growth'] {
  if (growth === undefined) return null;
  return { share: numberOf('--growth', growth, -100, 1000) / 100, from: momentOf(growthFrom) };
}

function momentOf(given: string): GrowthFrom {
  const afterMs = parseDuration(given);
  if (afterMs !== null) return { afterMs };
  const format = detectTimeFormat(given);
  const timeMs = format === null ? null : parseTime(given, format);
  if (timeMs === null)
    throw usage(`--growth-from '${given}' is not allowed; allowed: a time, or a duration such as 2d`);
  return { timeMs };
}
