import { resolve } from 'node:path';
import type { Calendar, CalendarEvent } from '../calendars/types.ts';
import { accessLogSettings } from './access-logs-schema.ts';
import { parseByteSize } from './byte-size.ts';
import { calendarOf } from './calendar-files.ts';
import { defaults } from './defaults.ts';
import { learnSettings } from './learn-settings.ts';
import type { Config } from './schema.ts';
import type { Secrets } from './secrets.ts';
import type {
  AccessToken,
  ExportSettings,
  ForecastSettings,
  OtlpSettings,
  ServerTlsSettings,
  Settings,
  StorageSettings,
  TelemetrySettings,
  WatchContext,
} from './settings.ts';
import { sourceSettings } from './source-settings.ts';
import { durationMs, replayDefaults, watchDefinitions } from './watch-definitions.ts';

export interface SettingsContext {
  readonly file: string | null;
  /** Relative paths start here. */
  readonly folder: string;
  /** What the files named in it hold. */
  readonly secrets: Secrets;
  /** What the files of `calendars` hold, in their order. */
  readonly calendarEvents: readonly (readonly CalendarEvent[])[];
}

/** Of a configuration that all checks have passed: its words over the defaults, in the code's units. */
export function buildSettings(config: Config, context: SettingsContext): Settings {
  const { close_after, grace } = { ...defaults.defaults, ...config.defaults };
  const calendars = (config.calendars ?? []).map((calendar, index) =>
    calendarOf(calendar, context.calendarEvents[index] ?? []),
  );
  const { series } = { ...defaults.otlp.limits, ...config.otlp?.limits };
  return {
    file: context.file,
    otlp: otlpSettings(config, context),
    api: { ...defaults.api, ...config.api, tls: serverTls(config.api?.tls, context) },
    auth: { tokens: accessTokens(config, context) },
    storage: storageSettings(config, context),
    export: exportSettings(config),
    scrape: { ...defaults.scrape, ...config.scrape },
    telemetry: telemetrySettings(config),
    forecast: forecastSettings(config),
    closeAfterMs: durationMs(close_after),
    graceMs: durationMs(grace),
    maxSeries: series,
    shards: config.scoring?.shards ?? defaults.scoring.shards,
    sources: (config.sources ?? []).map((source, index) => sourceSettings(source, index, context.secrets)),
    watchDefaults: watchContext(config, calendars),
    learn: learnSettings(config),
    replayDefaults: replayDefaults(config, calendars),
    accessLogs: accessLogSettings(config.http_watches?.access_logs),
    watches: watchDefinitions(config, calendars),
  };
}

/** Of sources their names alone: the rest is theirs, secrets among it. */
function watchContext(
  { defaults: tuning, http_watches, watches, sources = [] }: Config,
  calendars: readonly Calendar[],
): WatchContext {
  return {
    ...(tuning === undefined ? {} : { defaults: tuning }),
    ...(http_watches === undefined ? {} : { http_watches }),
    watches: watches ?? [],
    sources: sources.map(({ name }) => ({ name })),
    calendars,
  };
}

function serverTls(given: NonNullable<Config['api']>['tls'], { folder }: SettingsContext): ServerTlsSettings | null {
  if (given?.cert_file === undefined || given.key_file === undefined) return null;
  const { cert_file, key_file, client_ca_file } = given;
  return {
    certFile: resolve(folder, cert_file),
    keyFile: resolve(folder, key_file),
    clientCaFile: client_ca_file === undefined ? null : resolve(folder, client_ca_file),
  };
}

function otlpSettings(config: Config, context: SettingsContext): OtlpSettings {
  const { host, port } = { ...defaults.otlp, ...config.otlp };
  const limits = { ...defaults.otlp.limits, ...config.otlp?.limits };
  return {
    host,
    port,
    tls: serverTls(config.otlp?.tls, context),
    grpc: grpcSettings(config, port),
    limits: {
      bodyBytes: bytes(limits.body),
      decompressedBytes: bytes(limits.decompressed),
      attributes: limits.attributes,
      labelLength: limits.label_length,
      requests: limits.requests,
      waitingBytes: bytes(limits.waiting),
    },
  };
}

function grpcSettings(config: Config, httpPort: number): OtlpSettings['grpc'] {
  const given = config.otlp?.grpc;
  const { enabled, port } = { ...defaults.otlp.grpc, ...given };
  if (!enabled) return null;
  return { port: httpPort === 0 && given?.port === undefined ? 0 : port };
}

function accessTokens(config: Config, context: SettingsContext): AccessToken[] {
  return (config.auth?.tokens ?? []).map((entry, index) => {
    const { name, scopes } = entry;
    const token = entry.token ?? context.secrets.of('auth', 'tokens', index, 'token_file');
    if (token === undefined) throw new Error(`auth.tokens[${index}] has no token`);
    const { requests_per_second = null, points_per_second = null, series = null } = entry.limits ?? {};
    return {
      ...{ name, token, scopes },
      limits: { requestsPerSecond: requests_per_second, pointsPerSecond: points_per_second, series },
    };
  });
}

function storageSettings(config: Config, context: SettingsContext): StorageSettings {
  const storage = { ...defaults.storage, ...config.storage };
  const retention = { ...defaults.storage.retention, ...config.storage?.retention };
  return {
    path: resolve(context.folder, storage.path),
    bandRetentionMs: durationMs(retention.bands),
    incidentRetentionMs: durationMs(retention.incidents),
    hourRetentionMs: durationMs(retention.hours),
    dayRetentionMs: durationMs(retention.days),
    checkpointIntervalMs: durationMs(storage.checkpoint_interval),
    journal: journalSettings(config.storage?.journal),
    maxSeries: storage.max_series,
  };
}

function journalSettings(given: NonNullable<Config['storage']>['journal']): StorageSettings['journal'] {
  const journal = { ...defaults.storage.journal, ...given };
  if (!journal.enabled) return null;
  return {
    fsync: journal.fsync,
    fsyncIntervalMs: durationMs(journal.fsync_interval),
    maxBytes: bytes(journal.max_size),
  };
}

function exportSettings(config: Config): ExportSettings {
  const { policy, max_series } = { ...defaults.export, ...config.export };
  const push = config.export?.otlp;
  if (push === undefined) return { policy, maxSeries: max_series, otlp: null };
  const { endpoint, headers, timeout, queue_size } = { ...defaults.export.otlp, ...push };
  return {
    policy,
    maxSeries: max_series,
    otlp: { endpoint, headers: { ...headers }, timeoutMs: durationMs(timeout), queueSize: queue_size },
  };
}

function forecastSettings(config: Config): ForecastSettings {
  const { series_per_hour, cpu_share, candidates } = { ...defaults.forecast, ...config.forecast };
  return { seriesPerHour: series_per_hour, cpuShare: cpu_share, candidates };
}

function telemetrySettings(config: Config): TelemetrySettings {
  const { enabled, headers, interval } = { ...defaults.telemetry, ...config.telemetry };
  return {
    enabled,
    endpoint: config.telemetry?.endpoint ?? null,
    headers: { ...headers },
    intervalMs: durationMs(interval),
  };
}

function bytes(size: string): number {
  const parsed = parseByteSize(size);
  if (parsed === null) throw new Error(`not a size: ${size}`);
  return parsed;
}
