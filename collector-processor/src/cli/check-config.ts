import { Command } from 'commander';
import { formatDuration } from '../config/duration.ts';
import type { Settings } from '../config/settings.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { settingsFor } from './config-option.ts';
import type { CliIo } from './io.ts';

const AFTER = `
Prints the effective settings and watches; where the file is wrong, every fault with its line and column (exit code 2).
Nothing is started and nothing is written.

Example:
  tidemark check-config tidemark.yaml`;

export function checkConfigCommand(io: CliIo): Command {
  return new Command('check-config')
    .summary('check a configuration and print what it comes to')
    .description('Check a configuration and print what it comes to.')
    .argument('<file>', 'the file to check')
    .addHelpText('after', AFTER)
    .action((file: string) => {
      const settings = settingsFor(file, io);
      io.stdout.write(`${[...describeSettings(settings), '', ...describeWatches(settings.watches)].join('\n')}\n`);
    });
}

function describeSettings({ otlp, api, auth, sources, storage, export: given, scrape, telemetry }: Settings): string[] {
  const tokens = auth.tokens.map(({ name, scopes }) => `${name} (${scopes.join(', ')})`);
  return [
    `OTLP/HTTP   ${otlp.host}:${otlp.port}`,
    `API         ${api.host}:${api.port}`,
    `sources     ${sources.map(({ name, url }) => `${name} (${url})`).join(', ') || 'none'}`,
    `tokens      ${tokens.join(', ') || 'none: loopback only'}`,
    `storage     ${storage.path}, bands ${formatDuration(storage.bandRetentionMs)}, incidents ${formatDuration(storage.incidentRetentionMs)}`,
    `export      ${given.policy}, ${given.otlp === null ? 'not pushed' : `to ${given.otlp.endpoint}`}, ${scrape.enabled ? 'scraped at /metrics' : 'not scraped'}`,
    `telemetry   ${telemetry.enabled ? (telemetry.endpoint ?? 'at /metrics only') : 'off'}`,
  ];
}

function describeWatches(watches: readonly WatchDefinition[]): string[] {
  const rows = watches.map((watch) => [
    watch.name,
    watch.measure === 'quantiles' ? watch.quantiles.map((quantile) => `p${quantile * 100}`).join(' ') : watch.measure,
    describeSource(watch.source),
    watch.groupBy.map((labels) => labels.join(' + ') || 'one series').join('; '),
    formatDuration(watch.stepMs),
    watch.direction,
    String(watch.falseAlarmsPerWeek),
    watch.timezone,
  ]);
  return table([['WATCH', 'MEASURE', 'OF', 'BY', 'STEP', 'DIRECTION', 'ALARMS/WEEK', 'TIMEZONE'], ...rows]);
}

function describeSource(source: WatchDefinition['source']): string {
  if (source.kind === 'otlp-metric') return source.metric;
  return source.kind === 'promql' ? `PromQL from ${source.from}` : 'HTTP servers';
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
