import { Command, Option } from 'commander';
import { parseDuration } from '../config/duration.ts';
import { checkFormat, inputOf } from './arguments.ts';
import { configOption, settingsOfReplay } from './config-option.ts';
import type { CliIo } from './io.ts';

const AFTER = `
Input is told apart by its content, plain or gzip, - for standard input:
  CSV               header time,value; with several watches or series watch,<labels…>,time,value. One row a value. Times
                    (also timestamp, ts, date …) are epoch seconds, epoch milliseconds or ISO 8601, read off the first;
                    rows in any order; an empty value means there was none. Each watch's step is read off its spacing.
                    The rows are held in memory, 20 bytes each.
  OTLP JSON lines   as the Collector's file exporter writes metrics, traces and logs; measured by the watches of --config,
                    or by the zero-configuration HTTP watches.
  Access log        of Apache, nginx, Traefik, Envoy, Caddy: common, combined or JSON lines, in the order they were written.
                    Each line is a request of --service; measured as OTLP is. Its routes: http_watches.access_logs.
Bad rows are counted by reason, with their lines, and the rest is kept.

Output is one JSON object a line for each series and step, in the order of time:
  {"watch":"requests","labels":{"service.name":"shop"},"time":1763712000000,"value":12.5,"expected":12.1,
   "lower":8.2,"upper":16.9,"score":0.08,"direction":1,"class":null}
time: start of the step, epoch ms. score: 0 at the expected value, 1 at the limit. class: of the incident open at that
step. null: there is none. There is no clock in it: the same input gives the same output.

Examples:
  tidemark replay traffic.csv.gz --output scores.ndjson
  tidemark replay --input metrics.json --config tidemark.yaml --incidents incidents.ndjson --output scores.ndjson
  tidemark replay access.log.gz --service shop --incidents incidents.ndjson --output scores.ndjson
  zcat old.csv.gz | tidemark replay - --step 5m --timezone Europe/Berlin | jq -c 'select(.score > 1)'`;

export interface ReplayOptions {
  readonly input: string;
  readonly output: string;
  readonly incidents?: string;
  readonly stepMs: number | null;
  readonly timezone: string | null;
  readonly service: string | null;
}

interface Flags {
  readonly input?: string;
  readonly output: string;
  readonly config?: string;
  readonly step?: string;
  readonly timezone?: string;
  readonly service?: string;
  readonly incidents?: string;
}

export function replayCommand(io: CliIo): Command {
  return new Command('replay')
    .summary('score the past: a CSV, an access log, or what the Collector wrote to a file')
    .description('Score the past as fast as it goes: a CSV, an access log, or what the Collector wrote to a file.')
    .argument('[input]', 'the file to replay; the same as --input')
    .option('-i, --input <file>', 'the file to replay, - for standard input')
    .option('-o, --output <file>', 'where the scores go, - for standard output', '-')
    .addOption(configOption())
    .addOption(
      new Option(
        '-s, --step <duration>',
        'step of every watch (default: of the configuration, or read off the spacing)',
      ),
    )
    .option('-z, --timezone <zone>', 'time zone that seasons follow (default: of the configuration, or UTC)')
    .option('--service <name>', 'whose requests an access log has (default: the name of the file)')
    .option('--incidents <file>', 'also write the incidents, one JSON object a line')
    .addHelpText('after', AFTER)
    .action(async (argument: string | undefined, flags: Flags) => {
      const options = readOptions(argument, flags);
      const settings = settingsOfReplay(flags.config, io);
      const { runReplay } = await import('./replay-run.ts');
      await runReplay(options, settings, io);
    });
}

function readOptions(argument: string | undefined, flags: Flags): ReplayOptions {
  const input = inputOf('replay', argument, flags.input);
  checkFormat('--step', 'step', flags.step);
  checkFormat('--timezone', 'timezone', flags.timezone);
  return {
    input,
    output: flags.output,
    ...(flags.incidents === undefined ? {} : { incidents: flags.incidents }),
    stepMs: flags.step === undefined ? null : parseDuration(flags.step),
    timezone: flags.timezone ?? null,
    service: flags.service ?? null,
  };
}
