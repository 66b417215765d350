import { Command, Option } from 'commander';
import { DETECTORS } from '../evaluate/detectors.ts';
import { FORECASTERS } from '../forecast/registry.ts';
import type { NabThresholds } from '../evaluate/report/summarise.ts';
import { listed, listOf, namesOf, usage } from './arguments.ts';
import type { CliIo } from './io.ts';

const AFTER = `
Detectors:
${listed(DETECTORS)}

Models of --task forecast:
${listed(FORECASTERS)}

For --task detect, --data takes folders, or a folder of such folders:
  index.csv and a file a series       series,start_ts,interval_s,test_from_row; <series>.csv.gz with value,label or
                                      timestamp,value,label (AIOps KPI, WSD)
  combined_windows.json and files     the Numenta Anomaly Benchmark: <category>/<file>.csv.gz with timestamp,value
  CSVs                                value,label and, if there is one, timestamp; the second half is scored
Labels are read for measuring only. An alarm is a score above 1 at the limits as shipped.

For --task forecast, --data takes folders, or a folder of such folders:
  train.csv and test.csv              a competition's set (M4): id,v1,v2,…, a line a series; also spoilt in four ways
  CSVs                                timestamp,value: each is forecast from up to 14 origins of its second half

Tables go to standard output; with --json one document instead:
  {"datasets":{"m4_hourly":{"auto":{"smape":…,"mase":…,"owa":…,"msis":…,"coverage95":…,"seconds":…}}}}
  {"datasets":{"wsd":{"tide":{"pooled_k7_f1":…,"event_recall":…,"fa_per_series_day":…,…,"train_s":…}}}}
What each measure means stands in docs/accuracy.md and docs/forecasting.md. Finished series are kept (--cache), so that a run that was stopped
goes on where it was, and a changed detector alone is run again.

Examples:
  tidemark evaluate --task detect --data wsd,aiops_kpi,nab --detector tide,random
  tidemark evaluate --task detect --data mine/ --detector all --html report.html
  tidemark evaluate --task detect --data wsd --detector tide --json | jq .datasets.wsd.tide.event_recall
  tidemark evaluate --task forecast --data m4_hourly,web_traffic --model auto,seasonal-naive`;

export interface EvaluateOptions {
  readonly folders: readonly string[];
  readonly task: 'detect' | 'forecast';
  /** Names of detectors, or of models where the task is to forecast. */
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
  readonly detector?: string;
  readonly model?: string;
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
    .summary('measure detectors on labelled series, or forecasts against what came')
    .description('Measure how well detectors find what is labelled, or forecasts meet what came, and what they cost.')
    .option('-t, --task <task>', 'what to measure: detect or forecast', 'detect')
    .option('-d, --data <folders>', 'folders of series, separated by commas')
    .option('--detector <names>', 'detectors, separated by commas, or all (default: tide)')
    .option('--model <names>', 'models that forecast, separated by commas, or all (default: auto)')
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
      if (options.task === 'forecast') {
        await (await import('./evaluate-forecast-run.ts')).runEvaluateForecast(options, io);
      } else {
        await (await import('./evaluate-run.ts')).runEvaluate(options, io);
      }
    });
}

function readOptions(flags: Flags): EvaluateOptions {
  const { task } = flags;
  if (task !== 'detect' && task !== 'forecast') {
    throw usage(`--task '${task}' is not allowed; allowed: detect, forecast`);
  }
  if (flags.data === undefined) throw usage('evaluate needs folders of series: --data DIR[,DIR…]');
  return {
    task,
    folders: listOf(flags.data, '--data'),
    detectors: task === 'detect' ? detectorsOf(flags) : modelsOf(flags),
    json: flags.json === true,
    html: flags.html ?? null,
    markdown: flags.markdown ?? null,
    jobs: countOf(flags.jobs, '--jobs'),
    seriesPerSet: countOf(flags.series, '--series'),
    cache: flags.cache === false ? null : flags.cache === true ? undefined : String(flags.cache),
    nabThresholds: thresholdsOf(flags.nabThresholds),
  };
}

const detectorsOf = ({ detector = 'tide' }: Flags): string[] => namesOf(detector, '--detector', Object.keys(DETECTORS));

/** A forecaster may be named by either flag. */
const modelsOf = ({ model, detector }: Flags): string[] =>
  model === undefined && detector !== undefined
    ? namesOf(detector, '--detector', Object.keys(FORECASTERS))
    : namesOf(model ?? 'auto', '--model', Object.keys(FORECASTERS));

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
