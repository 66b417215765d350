import { Command } from 'commander';
import { checkConfigCommand } from './check-config.ts';
import { demoCommand } from './demo.ts';
import { evaluateCommand } from './evaluate.ts';
import { forecastCommand } from './forecast.ts';
import type { CliIo } from './io.ts';
import { replayCommand } from './replay.ts';
import { serveCommand } from './serve.ts';
import { VERSION } from '../version.ts';

const DESCRIPTION = `Tidemark learns where web traffic should be, and shows, scores, forecasts and alerts on where it is not.`;

const AFTER = `
Examples:
  tidemark demo                                     a small shop, visitors and troubles at the press of a button
  tidemark serve                                    OTLP/HTTP on 127.0.0.1:4318, workbench and API on 127.0.0.1:4319
  tidemark serve --config tidemark.yaml             the same, as the file says
  tidemark check-config tidemark.yaml               every fault of a file, by line and column
  tidemark replay traffic.csv --output scores.ndjson    what Tidemark would have said of the past
  tidemark forecast requests.csv --horizon 7d       where a series is going, and how sure that is
  tidemark evaluate --data wsd,nab --detector all   how well detectors find what is labelled

Exit codes:
    0  done
    1  something unexpected; please report it (DEBUG=tidemark prints the stack)
    2  the command line or the configuration is wrong
    3  the input cannot be read, or holds nothing to replay, to forecast or to evaluate on
    4  the output cannot be written
    5  a port cannot be listened on
  130  interrupted before it was done

Results go to standard output, everything else to standard error. All errors: docs/errors.md.`;

export function createProgram(io: CliIo): Command {
  const program = new Command('tidemark')
    .description(DESCRIPTION)
    .version(VERSION, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', AFTER)
    .showHelpAfterError('(tidemark --help tells what there is)')
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'TLERR_USAGE: ')),
    });
  for (const create of [
    serveCommand,
    demoCommand,
    replayCommand,
    forecastCommand,
    evaluateCommand,
    checkConfigCommand,
  ]) {
    const command = create(io);
    command.copyInheritedSettings(program).helpOption('-h, --help', 'print this help');
    program.addCommand(command);
  }
  // Settings of errors are not among those that a command inherits.
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}
