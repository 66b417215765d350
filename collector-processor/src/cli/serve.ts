import { Command, Option } from 'commander';
import type { Settings } from '../config/settings.ts';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { MOST_SHARDS } from '../config/scoring-schema.ts';
import { usage } from './arguments.ts';
import { configOption, settingsFor } from './config-option.ts';
import { say, type CliIo } from './io.ts';
import { untilStopped } from './until-stopped.ts';

const LOG_LEVELS = ['error', 'warn', 'info', 'debug'];

const AFTER = `
Listens for OTLP/HTTP (metrics, traces and logs) and serves the workbench, the API and /metrics. Without --config it takes
TIDEMARK_CONFIG, else ./tidemark.yaml when there is one, else the defaults. Single settings can come from the
environment: TIDEMARK_OTLP_PORT=5318. Ctrl-C or SIGTERM writes a checkpoint and stops.

Examples:
  tidemark serve
  tidemark serve --config /etc/tidemark/tidemark.yaml
  TIDEMARK_EXPORT_OTLP_ENDPOINT=http://localhost:9090/api/v1/otlp/v1/metrics tidemark serve

Then point an exporter at it:
  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf your-service`;

interface Flags {
  readonly config?: string;
  readonly logLevel: string;
  readonly shards?: string;
}

export function serveCommand(io: CliIo): Command {
  return new Command('serve')
    .summary('receive OTLP, score it, serve the workbench and the API')
    .description('Receive OTLP, score it, serve the workbench and the API.')
    .addOption(configOption())
    .addOption(
      new Option(
        '--shards <number>',
        'threads that score large watches, `auto` for one a core (default: scoring.shards)',
      ),
    )
    .addOption(
      new Option('-l, --log-level <level>', 'how much to log, on standard error').choices(LOG_LEVELS).default('info'),
    )
    .addHelpText('after', AFTER)
    .action(async ({ config, logLevel, shards }: Flags) => {
      const settings = withShards(settingsFor(config, io), shards);
      const service = await start(settings, logLevel);
      say(io, `OTLP/HTTP   ${service.addresses.otlp}`);
      if (service.addresses.otlpGrpc !== null) say(io, `OTLP/gRPC   ${service.addresses.otlpGrpc}`);
      say(io, `workbench   ${service.addresses.api}`);
      await untilStopped(() => service.close(), io);
    });
}

/** The flag wins over the configuration. */
function withShards(settings: Settings, given: string | undefined): Settings {
  if (given === undefined) return settings;
  if (given === 'auto') return { ...settings, shards: 0 };
  const shards = Number(given);
  if (!Number.isInteger(shards) || shards < 1 || shards > MOST_SHARDS) {
    throw usage(`--shards '${given}' is not allowed; allowed: auto, or 1 to ${MOST_SHARDS}`);
  }
  return { ...settings, shards };
}

async function start(settings: Settings, level: string) {
  const { pino } = await import('pino');
  const { createService } = await import('../pipeline/service.ts');
  // Standard output is for results; a service has none.
  const logger = pino({ level }, pino.destination(2));
  try {
    return await createService({ settings, logger });
  } catch (error) {
    throw asListenError(error);
  }
}

/** What the system says of a port that cannot be had, as an error that says what to do. */
export function asListenError(error: unknown): unknown {
  const { code, syscall, address, port } = (error ?? {}) as Record<string, unknown>;
  if (syscall !== 'listen') return error;
  const reason = code === 'EADDRINUSE' ? 'another program listens there' : messageOf(error);
  return new TidemarkError(
    'TLERR_LISTEN_FAILED',
    { address: `${String(address)}:${String(port)}`, reason },
    { cause: error },
  );
}
