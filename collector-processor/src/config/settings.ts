import type { Calendar } from '../calendars/types.ts';
import type { Config } from './schema.ts';
import type { LearnSettings } from '../learn/settings.ts';
import type { FsyncPolicy } from '../journal/types.ts';
import type { AccessLogSettings } from '../measure/access-log/reader.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import type { WatchSettings } from '../measure/watch.ts';

/**
 * The configuration as the code uses it: validated, complete, durations in milliseconds, secrets resolved, deep-frozen.
 * What a person writes is `Config` (schema.ts).
 */
export interface Settings {
  /** The file it came from; null for defaults and environment alone. */
  readonly file: string | null;
  readonly otlp: OtlpSettings;
  readonly api: ListenSettings;
  readonly auth: { readonly tokens: readonly AccessToken[] };
  readonly storage: StorageSettings;
  readonly export: ExportSettings;
  readonly scrape: { readonly enabled: boolean };
  readonly telemetry: TelemetrySettings;
  readonly forecast: ForecastSettings;
  /** A step closes at the latest this long after its end, whoever is still missing. */
  readonly closeAfterMs: number;
  /** How long after it closed a step is still revised by late points. */
  readonly graceMs: number;
  /** Series kept over all watches; contributions to further ones are refused and counted. */
  readonly maxSeries: number;
  /** Threads that score, the main one among them; 0: one a core. */
  readonly shards: number;
  /** Prometheus servers that may be asked; no request can name another. */
  readonly sources: readonly SourceSettings[];
  /** What a watch takes that is made at run time or only named by a replay file. */
  readonly watchDefaults: WatchContext;
  /** The slow lane, and what scores each watch. */
  readonly learn: LearnSettings;
  /** What a watch takes that only a replay file names. */
  readonly replayDefaults: WatchTuning;
  /** Which log records are requests. */
  readonly accessLogs: AccessLogSettings;
  /** Every watch that is on, the zero-configuration ones first. */
  readonly watches: readonly WatchDefinition[];
}

/** What can be tuned on every watch. */
export type WatchTuning = Pick<
  WatchSettings,
  | 'stepMs'
  | 'direction'
  | 'falseAlarmsPerWeek'
  | 'typical'
  | 'minChange'
  | 'timezone'
  | 'specialDays'
  | 'horizonsMs'
  | 'forecastModel'
  | 'limit'
>;

export interface ListenSettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** null: in the clear. */
  readonly tls: ServerTlsSettings | null;
}

/** Absolute paths of PEM files. */
export interface ServerTlsSettings {
  readonly certFile: string;
  readonly keyFile: string;
  /** null: no client certificate is asked for. */
  readonly clientCaFile: string | null;
}

export interface OtlpSettings extends ListenSettings {
  /** OTLP/gRPC, on the same address; null: off. */
  readonly grpc: { readonly port: number } | null;
  readonly limits: {
    /** As sent (compressed). */
    readonly bodyBytes: number;
    readonly decompressedBytes: number;
    /** Attributes of one data point or span, its resource's included. */
    readonly attributes: number;
    /** Characters of one label value; longer ones are refused. */
    readonly labelLength: number;
    /** Under way at once, over HTTP and gRPC together. */
    readonly requests: number;
    /** What those may hold. */
    readonly waitingBytes: number;
  };
}

export const SCOPES = ['ingest', 'read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export interface AccessToken {
  readonly name: string;
  readonly token: string;
  readonly scopes: readonly Scope[];
  readonly limits: TokenLimits;
}

/** What may be sent with one token; null: as much as there is room for. */
export interface TokenLimits {
  readonly requestsPerSecond: number | null;
  readonly pointsPerSecond: number | null;
  /** Over all watches. */
  readonly series: number | null;
}

/** A Prometheus (or Mimir, Thanos, VictoriaMetrics) and how to ask it. */
export interface SourceSettings {
  readonly name: string;
  /** Base address: /api/v1/query_range is appended. */
  readonly url: string;
  /** uid of the same datasource in Grafana; null where it has none. */
  readonly grafanaUid: string | null;
  /** Sent with every request: Authorization among them. Secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** How it authenticates, for people; never a secret. */
  readonly auth: string;
  readonly tls: TlsSettings | null;
  readonly timeoutMs: number;
  /** After the end of a step: time for what was scraped in it to be there. */
  readonly delayMs: number;
  /** How far back a new watch learns. */
  readonly historyMs: number;
  /** Points of one series in one answer; Prometheus allows 11,000. */
  readonly maxPoints: number;
  /** Series of one expression; one that has more is refused. */
  readonly maxSeries: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Thanos: the coarsest down-sampling that may answer, ms; null: the parameter is not sent. */
  readonly maxSourceResolutionMs: number | null;
  /** Whether the derived history of a backfill is pushed too (export.otlp). */
  readonly writeBack: boolean;
}

/** PEM texts. */
export interface TlsSettings {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  readonly serverName: string | null;
}

/** Of the configuration: all that a further watch is completed and checked with. */
export type WatchContext = Pick<Config, 'defaults' | 'http_watches' | 'watches'> & {
  readonly sources: readonly { readonly name: string }[];
  readonly calendars: readonly Calendar[];
};

export interface StorageSettings {
  /** Folder of the database and the checkpoint, absolute. */
  readonly path: string;
  /** Series at most whose steps are kept. */
  readonly maxSeries: number;
  readonly bandRetentionMs: number;
  readonly incidentRetentionMs: number;
  readonly hourRetentionMs: number;
  readonly dayRetentionMs: number;
  readonly checkpointIntervalMs: number;
  /** null: off. */
  readonly journal: {
    readonly fsync: FsyncPolicy;
    readonly fsyncIntervalMs: number;
    /** On disk, all segments. */
    readonly maxBytes: number;
  } | null;
}

export const EXPORT_POLICIES = ['scores', 'bands', 'all', 'anomalous'] as const;
export type ExportPolicy = (typeof EXPORT_POLICIES)[number];

export interface ExportSettings {
  readonly policy: ExportPolicy;
  /** Series given out by export and scrape; the rest is scored and kept, and counted as not exported. */
  readonly maxSeries: number;
  /** null: nothing is pushed. */
  readonly otlp: OtlpExportSettings | null;
}

export interface OtlpExportSettings {
  /** Full address of the receiver's metrics endpoint (…/v1/metrics). */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Requests that wait; when full the oldest is dropped and counted. */
  readonly queueSize: number;
}

/** What forecasts of hours and days ahead may cost. */
export interface ForecastSettings {
  readonly seriesPerHour: number;
  /** Of one core, in (0, 1]. */
  readonly cpuShare: number;
  /** Models that `auto` is compared with. */
  readonly candidates: readonly string[];
}

export interface TelemetrySettings {
  readonly enabled: boolean;
  /** Base address of an OTLP/HTTP receiver; null: own metrics are at /metrics only. */
  readonly endpoint: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly intervalMs: number;
}
