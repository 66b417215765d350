import { Type, type Static } from 'typebox';
import { authSchema } from './auth-schema.ts';
import { calendarSchema } from './calendar-schema.ts';
import { defaults } from './defaults.ts';
import { exportSchema } from './export-schema.ts';
import { forecastSchema } from './forecast-schema.ts';
import { learnSchema } from './learn-schema.ts';
import { host, port } from './listen-types.ts';
import { otlpSchema } from './otlp-schema.ts';
import { section } from './schema-types.ts';
import { scoringSchema } from './scoring-schema.ts';
import { sourceSchema } from './source-schema.ts';
import { storageSchema } from './storage-schema.ts';
import { telemetrySchema } from './telemetry-schema.ts';
import { serverTlsSchema } from './tls-schema.ts';
import { httpWatchesSchema } from './http-watches-schema.ts';
import { watchDefaultsSchema } from './tuning-schema.ts';
import { watchSchema } from './watch-schema.ts';

/** tidemark.yaml: the validator, the environment variables and docs/configuration.md are all made of this. */
export const configSchema = section(
  {
    otlp: Type.Optional(otlpSchema),
    api: Type.Optional(
      section(
        {
          host: Type.Optional(host(defaults.api.host)),
          port: Type.Optional(port(defaults.api.port)),
          tls: Type.Optional(serverTlsSchema),
        },
        'The API, the workbench and /metrics.',
      ),
    ),
    auth: Type.Optional(authSchema),
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
    scoring: Type.Optional(scoringSchema),
    telemetry: Type.Optional(telemetrySchema),
    forecast: Type.Optional(forecastSchema),
    defaults: Type.Optional(watchDefaultsSchema),
    learn: Type.Optional(learnSchema),
    http_watches: Type.Optional(httpWatchesSchema),
    calendars: Type.Optional(
      Type.Array(calendarSchema, {
        description:
          'Holidays, sales, planned works: times that watches are not judged and not taught by as by others.',
        default: [],
      }),
    ),
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
