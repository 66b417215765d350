import { Command, Option } from 'commander';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { DETECTORS } from '../evaluate/detectors.ts';
import type { NabThresholds } from '../evaluate/report/summarise.ts';
import type { CliIo } from './io.ts';

const width = Math.max(...Object.keys(DETECTORS).map((name) => name.length));
const LIST = Object.entries(DETECTORS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);

const AFTER = `
Detectors:
${LIST.join('\n')}

--data takes folders, or a folder of such folders:
  index.csv and a file a series       series,start_ts,interval_s,test_from_row; <series>.csv.gz with value,label or
                                      timestamp,value,label (AIOps KPI, WSD)
  combined_windows.json and files     the Numenta Anomaly Benchmark: <category>/<file>.csv.gz with timestamp,value
  CSVs                                value,label and, if there is one, timestamp; the second half is scored
Labels are read for measuring only. An alarm is a score above 1 at the limits as shipped.

Tables go to standard output; with --json one document instead:
  {"datasets":{"wsd":{"tide":{"pooled_k7_f1":…,"event_recall":…,"fa_per_series_day":…,…,"train_s":…}}}}
What each measure means stands in docs/accuracy.md. Finished series are kept (--cache), so that a run that was stopped
goes on where it was, and a changed detector alone is run again.

Examples:
  tidemark evaluate --task detect --data wsd,aiops_kpi,nab --detector tide,random
  tidemark evaluate --task detect --data mine/ --detector all --html report.html
  tidemark evaluate --task detect --data wsd --detector tide --json | jq .datasets.wsd.tide.event_recall`;

export interface EvaluateOptions {
  readonly folders: readonly string[];
  readonly detectors: readonly string[];
  readonly json: boolean;
  readonly html: string | null;
  readonly markdown: string | null;
  readonly jobs: number | null;
  readonly seriesPerSet: number | null;
  /** null: keep nothing. undefined: the usual place. */
  readonly cache: string | null | undefined;
  readonly nabThresholds: NabThresholds | null;
}

interface Flags {
  readonly task: string;
  readonly data?: string;
  readonly detector: string;
  readonly json?: boolean;
  readonly html?: string;
  readonly markdown?: string;
  readonly jobs?: string;
  readonly series?: string;
  readonly cache: string | boolean;
  readonly nabThresholds?: string;
}

export function evaluateCommand(io: CliIo): Command {
  return new Command('evaluate')
    .summary('measure detectors on labelled series')
    .description('Measure how well detectors find what is labelled, how often they are wrong, and what they cost.')
    .option('-t, --task <task>', 'what to measure: detect', 'detect')
    .option('-d, --data <folders>', 'folders of labelled series, separated by commas')
    .option('--detector <names>', 'detectors, separated by commas, or all', 'tide')
    .option('--json', 'one JSON document on standard output')
    .option('--html <file>', 'also write one page with the tables and a graph of every series')
    .option('--markdown <file>', 'also write the tables as Markdown, with the date and the command')
    .option('-j, --jobs <number>', 'series at a time (default: one a core)')
    .option('--series <number>', 'only so many series of each set')
    .addOption(
      new Option('--cache <folder>', 'where finished series are kept').default(
        true,
        'in the folder for temporary files',
      ),
    )
    .option('--no-cache', 'keep nothing and use nothing kept')
    .option('--nab-thresholds <a,b,c>', 'NAB at these thresholds (standard, low FP, low FN), not the best of the set')
    .addHelpText('after', AFTER)
    .action(async (flags: Flags) => {
      const options = readOptions(flags);
      const { runEvaluate } = await import('./evaluate-run.ts');
      await runEvaluate(options, io);
    });
}

function readOptions(flags: Flags): EvaluateOptions {
  if (flags.task === 'forecast') {
    throw usage('--task forecast is not there yet: forecasts are not measured by this version; allowed: detect');
  }
  if (flags.task !== 'detect') throw usage(`--task '${flags.task}' is not allowed; allowed: detect`);
  if (flags.data === undefined) throw usage('evaluate needs folders of labelled series: --data DIR[,DIR…]');
  return {
    folders: listOf(flags.data, '--data'),
    detectors: detectorsOf(flags.detector),
    json: flags.json === true,
    html: flags.html ?? null,
    markdown: flags.markdown ?? null,
    jobs: countOf(flags.jobs, '--jobs'),
    seriesPerSet: countOf(flags.series, '--series'),
    cache: flags.cache === false ? null : flags.cache === true ? undefined : String(flags.cache),
    nabThresholds: thresholdsOf(flags.nabThresholds),
  };
}

function detectorsOf(given: string): string[] {
  const known = Object.keys(DETECTORS);
  const names = listOf(given, '--detector');
  if (names.includes('all')) return known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw usage(`--detector '${unknown}' is not known; known: all, ${known.join(', ')}`);
  return [...new Set(names)];
}

function listOf(given: string, flag: string): string[] {
  const names = given.split(',').map((name) => name.trim());
  if (names.includes('')) throw usage(`${flag} '${given}' has an empty entry`);
  return names;
}

function countOf(given: string | undefined, flag: string): number | null {
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(given)) throw usage(`${flag} '${given}' is not allowed; allowed: a whole number from 1`);
  return Number(given);
}

function thresholdsOf(given: string | undefined): NabThresholds | null {
  if (given === undefined) return null;
  const [standard = NaN, lowFp = NaN, lowFn = NaN, ...more] = given.split(',').map((text) => Number.parseFloat(text));
  if (more.length > 0 || [standard, lowFp, lowFn].some(Number.isNaN)) {
    throw usage(`--nab-thresholds '${given}' is not allowed; allowed: three numbers separated by commas`);
  }
  return { standard, low_fp: lowFp, low_fn: lowFn };
}

function usage(problem: string): TidemarkError {
  return new TidemarkError('TLERR_USAGE', { problem });
}
