import { Command, InvalidArgumentError } from 'commander';
import { formatDuration } from '../config/duration.ts';
import type { Settings } from '../config/settings.ts';
import { estimateExport, exportedPerSeries } from '../deliver/estimate.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { settingsFor } from './config-option.ts';
import type { CliIo } from './io.ts';

const AFTER = `
Prints the effective settings and watches; where the file is wrong, every fault with its line and column (exit code 2).
Nothing is started and nothing is written. With --series it also says how many series a Prometheus will get.

Examples:
  tidemark check-config tidemark.yaml
  tidemark check-config tidemark.yaml --series 100000`;

export function checkConfigCommand(io: CliIo): Command {
  return new Command('check-config')
    .summary('check a configuration and print what it comes to')
    .description('Check a configuration and print what it comes to.')
    .argument('<file>', 'the file to check')
    .option('--series <count>', 'how many series of each watch to reckon with', parseCount)
    .addHelpText('after', AFTER)
    .action((file: string, { series }: { series?: number }) => {
      const settings = settingsFor(file, io);
      const lines = [...describeSettings(settings), '', ...describeWatches(settings)];
      if (series !== undefined) lines.push('', ...describeExport(settings, series));
      io.stdout.write(`${lines.join('\n')}\n`);
    });
}

function parseCount(given: string): number {
  const count = Number(given);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('A whole number from 1 on.');
  return count;
}

/** What a receiver will get, were every watch to have so many series. */
function describeExport({ watches, maxSeries, export: { policy, maxSeries: mostExported } }: Settings, series: number) {
  const each = Math.min(series, maxSeries);
  const estimate = estimateExport(policy, mostExported, watches, each);
  const told = (count: number): string => count.toLocaleString('en-US');
  const lines = [
    `${told(each)} series of each watch make ${told(estimate.scored)} scored series; ${told(estimate.exported)} of them are given out ` +
      `(export.policy ${policy}, export.max_series ${told(mostExported)}).`,
    `Prometheus gets ${policy === 'anomalous' ? 'at most ' : ''}${told(estimate.metrics)} series.`,
  ];
  if (policy === 'anomalous') lines.push('Only what is anomalous is given out: usually a few of a thousand.');
  else if (estimate.exported < estimate.scored)
    lines.push('The others are scored and alarm in Tidemark alone: raise export.max_series, or set policy: anomalous.');
  return lines;
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

function describeWatches({ watches, export: { policy } }: Settings): string[] {
  const rows = watches.map((watch) => [
    watch.name,
    watch.measure === 'quantiles' ? watch.quantiles.map((quantile) => `p${quantile * 100}`).join(' ') : watch.measure,
    describeSource(watch.source),
    watch.groupBy.map((labels) => labels.join(' + ') || 'one series').join('; '),
    formatDuration(watch.stepMs),
    watch.direction,
    String(watch.falseAlarmsPerWeek),
    watch.timezone,
    String(exportedPerSeries(policy, watch)),
  ]);
  return table([['WATCH', 'MEASURE', 'OF', 'BY', 'STEP', 'DIRECTION', 'ALARMS/WEEK', 'TIMEZONE', 'METRICS'], ...rows]);
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
