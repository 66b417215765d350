import { Type, type Static } from 'typebox';
import { defaults } from './defaults.ts';
import { duration, oneOf, section, text, textMap } from './schema-types.ts';
import { learnSchema } from './learn-schema.ts';
import { FSYNC_POLICIES } from '../journal/types.ts';
import { EXPORT_POLICIES, SCOPES } from './settings.ts';
import { sourceSchema } from './source-schema.ts';
import { FORECASTERS } from '../forecast/registry.ts';
import { httpWatchesSchema, watchDefaultsSchema, watchSchema } from './watch-schema.ts';

const host = (value: string) =>
  text({
    description: 'Address to listen on. Anything but loopback needs at least one token under auth.tokens.',
    default: value,
    examples: ['0.0.0.0'],
  });

const port = (value: number) =>
  Type.Integer({ description: 'TCP port; 0 takes any free one.', minimum: 0, maximum: 65_535, default: value });

const grpcSchema = section(
  {
    enabled: Type.Optional(
      Type.Boolean({ description: 'Whether to listen for it.', default: defaults.otlp.grpc.enabled }),
    ),
    port: Type.Optional(
      Type.Integer({
        description: 'TCP port; 0 takes any free one, and so does leaving it out where `otlp.port` is 0.',
        minimum: 0,
        maximum: 65_535,
        default: defaults.otlp.grpc.port,
      }),
    ),
  },
  'OTLP/gRPC, beside OTLP/HTTP, on the same address.',
);

const limitsSchema = section(
  {
    body: Type.Optional(
      text({
        format: 'size',
        description: 'Largest request as sent; larger ones get 413.',
        default: defaults.otlp.limits.body,
      }),
    ),
    decompressed: Type.Optional(
      text({
        format: 'size',
        description: 'Largest request once unpacked; larger ones get 413.',
        default: defaults.otlp.limits.decompressed,
      }),
    ),
    attributes: Type.Optional(
      Type.Integer({
        description:
          "Attributes of one data point or span, its resource's included; points with more are refused and counted.",
        minimum: 1,
        maximum: 10_000,
        default: defaults.otlp.limits.attributes,
      }),
    ),
    label_length: Type.Optional(
      Type.Integer({
        description: 'Characters of one label value; points with longer ones are refused and counted.',
        minimum: 16,
        maximum: 65_536,
        default: defaults.otlp.limits.label_length,
      }),
    ),
    series: Type.Optional(
      Type.Integer({
        description: 'Series kept over all watches; what would start a further one is refused and counted.',
        minimum: 1,
        maximum: 10_000_000,
        default: defaults.otlp.limits.series,
      }),
    ),
  },
  'Bounds on what senders can make Tidemark hold.',
);

const tokenSchema = section(
  {
    name: text({ description: 'Who holds it; appears in logs instead of the token.' }),
    token: Type.Optional(
      Type.String({
        minLength: 8,
        secret: true,
        description: 'The bearer token, at least 8 characters. Best as `${NAME}`, from the environment.',
        examples: ['${TIDEMARK_INGEST_TOKEN}'],
      }),
    ),
    token_file: Type.Optional(
      text({ description: 'A file that holds the token, instead of `token`; relative to the configuration file.' }),
    ),
    scopes: Type.Array(
      oneOf(SCOPES, {
        description:
          'ingest: send OTLP; read: the API and /metrics; write: verdicts, watches, backtests; admin: what is configured.',
      }),
      {
        minItems: 1,
        uniqueItems: true,
        description:
          'What it may do: `ingest` (send OTLP), `read` (the API and /metrics), `write` (verdicts, watches, mutes, backtests), `admin` (see and check sources, remove history). None includes another.',
      },
    ),
  },
  'A bearer token.',
);

const storageSchema = section(
  {
    path: Type.Optional(
      text({
        description:
          'Folder of the database and the checkpoint; relative to the configuration file. Made when missing.',
        default: defaults.storage.path,
      }),
    ),
    retention: Type.Optional(
      section(
        {
          bands: Type.Optional(
            duration(
              { min: '1h', max: '3650d' },
              { description: 'How long scored steps are kept.', default: defaults.storage.retention.bands },
            ),
          ),
          incidents: Type.Optional(
            duration(
              { min: '1h', max: '3650d' },
              {
                description: 'How long incidents and verdicts are kept.',
                default: defaults.storage.retention.incidents,
              },
            ),
          ),
          hours: Type.Optional(
            duration(
              { min: '1d', max: '3650d' },
              {
                description: 'How long hourly roll-ups are kept: what forecasts and times to limits learn from.',
                default: defaults.storage.retention.hours,
              },
            ),
          ),
          days: Type.Optional(
            duration(
              { min: '7d', max: '3650d' },
              { description: 'How long daily and weekly roll-ups are kept.', default: defaults.storage.retention.days },
            ),
          ),
        },
        'How long history is kept here; long history belongs in Prometheus.',
      ),
    ),
    journal: Type.Optional(
      section(
        {
          enabled: Type.Optional(
            Type.Boolean({
              description:
                'Whether what comes is written down before its sender is told that it was taken. Without it a crash loses what came since the last checkpoint.',
              default: defaults.storage.journal.enabled,
            }),
          ),
          fsync: Type.Optional(
            oneOf(FSYNC_POLICIES, {
              description:
                'When the disk has to confirm it. `always`: before the sender is told; nothing is lost. `interval`: every fsync_interval; a power cut can lose so much. `never`: when the system sees fit; a power cut can lose half a minute and more. A crash of the process loses nothing in any of them.',
              default: defaults.storage.journal.fsync,
            }),
          ),
          fsync_interval: Type.Optional(
            duration(
              { min: '10ms', max: '1m' },
              { description: 'For `fsync: interval`.', default: defaults.storage.journal.fsync_interval },
            ),
          ),
          max_size: Type.Optional(
            text({
              format: 'size',
              description:
                'Largest size on disk. A checkpoint is written when a quarter of it has come since the last one; when all of it is full, senders are told to come again.',
              default: defaults.storage.journal.max_size,
            }),
          ),
        },
        'The journal: everything that changes what Tidemark knows, in order.',
      ),
    ),
    checkpoint_interval: Type.Optional(
      duration(
        { min: '1s', max: '1h' },
        {
          description:
            'How often the learned state is written down; what came since is done again out of the journal after a crash.',
          default: defaults.storage.checkpoint_interval,
        },
      ),
    ),
    max_series: Type.Optional(
      Type.Integer({
        description:
          'Series whose steps and roll-ups are kept here; of further ones incidents alone, so that panels have no bands of them.',
        minimum: 1,
        maximum: 10_000_000,
        default: defaults.storage.max_series,
      }),
    ),
  },
  'What Tidemark keeps on disk.',
);

const exportSchema = section(
  {
    policy: Type.Optional(
      oneOf(EXPORT_POLICIES, {
        description:
          'Which derived metrics leave: `scores` (score, direction, anomalous, severity), `bands` (also value, expected, limits and typical range), `all` (also the forecasts); `anomalous`: bands and scores, of those series alone that are anomalous or were in the last ten minutes.',
        default: defaults.export.policy,
      }),
    ),
    max_series: Type.Optional(
      Type.Integer({
        description:
          'Series that are exported and scraped; further ones are scored and kept, and counted as not exported.',
        minimum: 1,
        maximum: 10_000_000,
        default: defaults.export.max_series,
      }),
    ),
    otlp: Type.Optional(
      section(
        {
          endpoint: text({
            format: 'http-url',
            description: "Full address of an OTLP/HTTP metrics receiver: a Collector's, or Prometheus' own.",
            examples: ['http://localhost:4318/v1/metrics', 'http://localhost:9090/api/v1/otlp/v1/metrics'],
          }),
          headers: Type.Optional(
            textMap({ secret: true, description: 'Sent with every request.', default: defaults.export.otlp.headers }),
          ),
          timeout: Type.Optional(
            duration(
              { min: '100ms', max: '5m' },
              { description: 'Longest wait for one answer.', default: defaults.export.otlp.timeout },
            ),
          ),
          queue_size: Type.Optional(
            Type.Integer({
              description:
                'Requests that wait while the receiver is down; when full the oldest is dropped and counted.',
              minimum: 1,
              maximum: 1_000_000,
              default: defaults.export.otlp.queue_size,
            }),
          ),
        },
        'Push derived metrics by OTLP, as steps close. Absent: nothing is pushed.',
      ),
    ),
  },
  'Derived metrics that leave Tidemark.',
);

const telemetrySchema = section(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description: "Tidemark's metrics about itself; /metrics always shows them.",
        default: defaults.telemetry.enabled,
      }),
    ),
    endpoint: Type.Optional(
      text({
        format: 'http-url',
        description: 'Base address of an OTLP/HTTP receiver for them; /v1/metrics is appended.',
        whenAbsent: 'not pushed',
        examples: ['http://localhost:4318'],
      }),
    ),
    headers: Type.Optional(
      textMap({ secret: true, description: 'Sent with every request.', default: defaults.telemetry.headers }),
    ),
    interval: Type.Optional(
      duration(
        { min: '1s', max: '1h' },
        { description: 'Time between two exports.', default: defaults.telemetry.interval },
      ),
    ),
  },
  "Tidemark's own telemetry.",
);

const forecastSchema = section(
  {
    series_per_hour: Type.Optional(
      Type.Integer({
        description: 'Forecasts an hour at most; the most urgent series come first.',
        minimum: 1,
        maximum: 1_000_000,
        default: defaults.forecast.series_per_hour,
      }),
    ),
    cpu_share: Type.Optional(
      Type.Number({
        description: 'Of one core, what forecasts may take over time.',
        exclusiveMinimum: 0,
        maximum: 1,
        default: defaults.forecast.cpu_share,
      }),
    ),
    candidates: Type.Optional(
      Type.Array(oneOf(Object.keys(FORECASTERS), { description: 'A forecaster.' }), {
        description:
          "Models that `auto` is compared with on each series' own past, once a day; a clearly better one is taken.",
        maxItems: 8,
        uniqueItems: true,
        default: defaults.forecast.candidates,
      }),
    ),
  },
  'Forecasts of hours and days ahead, made on the side.',
);

/** tidemark.yaml: the validator, the environment variables and docs/configuration.md are all made of this. */
export const configSchema = section(
  {
    otlp: Type.Optional(
      section(
        {
          host: Type.Optional(host(defaults.otlp.host)),
          port: Type.Optional(port(defaults.otlp.port)),
          grpc: Type.Optional(grpcSchema),
          limits: Type.Optional(limitsSchema),
        },
        'The OTLP/HTTP receiver: /v1/metrics and /v1/traces.',
      ),
    ),
    api: Type.Optional(
      section(
        { host: Type.Optional(host(defaults.api.host)), port: Type.Optional(port(defaults.api.port)) },
        'The API, the workbench and /metrics.',
      ),
    ),
    auth: Type.Optional(
      section(
        {
          tokens: Type.Optional(
            Type.Array(tokenSchema, {
              description: 'Bearer tokens. None: Tidemark listens on loopback only.',
              default: [],
            }),
          ),
        },
        'Who may talk to Tidemark.',
      ),
    ),
    storage: Type.Optional(storageSchema),
    export: Type.Optional(exportSchema),
    scrape: Type.Optional(
      section(
        {
          enabled: Type.Optional(
            Type.Boolean({
              description: 'Derived metrics at /metrics, for Prometheus to scrape.',
              default: defaults.scrape.enabled,
            }),
          ),
        },
        'The Prometheus scrape endpoint.',
      ),
    ),
    telemetry: Type.Optional(telemetrySchema),
    forecast: Type.Optional(forecastSchema),
    defaults: Type.Optional(watchDefaultsSchema),
    learn: Type.Optional(learnSchema),
    http_watches: Type.Optional(httpWatchesSchema),
    sources: Type.Optional(
      Type.Array(sourceSchema, {
        description: 'Prometheus servers (or what speaks their query API) that PromQL watches and backtests may ask.',
        default: [],
      }),
    ),
    watches: Type.Optional(
      Type.Array(watchSchema, {
        description: 'What to watch beside the zero-configuration HTTP watches.',
        default: [],
      }),
    ),
  },
  'The whole file. Every section and every key is optional unless marked required.',
);

export type Config = Static<typeof configSchema>;
