import { Command, InvalidArgumentError } from 'commander';
import { FORMATS } from '../config/formats.ts';
import { say, type CliIo } from './io.ts';
import { asListenError } from './serve.ts';
import { untilStopped } from './until-stopped.ts';

const AFTER = `
Starts a small shop (an HTTP server that sends OTLP), visitors who follow a daily and weekly rhythm, and Tidemark with its
workbench; the history is made up and replayed at once, so that bands are warm when the page opens. In the page, buttons
cause real trouble in the shop: outage, spike, errors and more. Nothing leaves this machine; Ctrl-C ends all of it.

Examples:
  tidemark demo
  tidemark demo --port 8080 --timezone Europe/Berlin
  tidemark demo --prometheus http://localhost:9090    (its graphs can be watched, too: Watch a graph)`;

interface Flags {
  readonly port?: number;
  readonly otlpPort?: number;
  readonly timezone?: string;
  readonly data?: string;
  readonly prometheus?: string;
}

export function demoCommand(io: CliIo): Command {
  return new Command('demo')
    .summary('a shop, visitors and Tidemark, to see it at work')
    .description('A shop, visitors and Tidemark, to see it at work.')
    .option('-p, --port <port>', 'port of the workbench (default: 4319, or any free one)', readPort)
    .option('--otlp-port <port>', 'port of OTLP/HTTP (default: 4318, or any free one)', readPort)
    .option('-z, --timezone <zone>', "where the visitors live (default: this machine's)", readAs('timezone'))
    .option('--data <folder>', 'keep the data there (default: a temporary folder, removed at the end)')
    .option('--prometheus <url>', 'a Prometheus whose graphs can be watched beside the shop', readAs('http-url'))
    .addHelpText('after', AFTER)
    .action(async ({ data, prometheus, ...flags }: Flags) => {
      const { runDemo } = await import('../demo/index.ts');
      const names = { dataDir: data, prometheusUrl: prometheus };
      const demo = await runDemo({ ...flags, ...names, say: (line) => say(io, line) }).catch((error: unknown) => {
        throw asListenError(error);
      });
      say(io, `Open ${demo.url} in a browser. Ctrl-C ends the demo.`);
      await untilStopped(() => demo.close(), io);
    });
}

function readPort(given: string): number {
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) throw new InvalidArgumentError('Allowed: a whole number from 0 to 65535.');
  return port;
}

/** What the configuration allows is allowed here. */
function readAs(format: 'timezone' | 'http-url'): (given: string) => string {
  const { test, allowed } = FORMATS[format]!;
  return (given) => {
    if (!test(given)) throw new InvalidArgumentError(`Allowed: ${allowed}.`);
    return given;
  };
}
