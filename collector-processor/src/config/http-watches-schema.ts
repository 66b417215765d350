import { Type } from 'typebox';
import { accessLogsSchema } from './access-logs-schema.ts';
import { defaults } from './defaults.ts';
import { limitSchema } from './limit-schema.ts';
import { panelSchema } from './panel-schema.ts';
import { section } from './schema-types.ts';
import { tuning } from './tuning-schema.ts';

export const HTTP_SIGNALS = ['requests', 'errors', 'client_errors', 'latency'] as const;

/** What can be said of one of the HTTP watches. */
export const httpWatchSchema = (what: string) =>
  section(
    {
      enabled: Type.Optional(Type.Boolean({ description: 'Whether this watch is on.', default: true })),
      ...tuning('watch'),
      limit: Type.Optional(limitSchema),
      panel: Type.Optional(panelSchema),
    },
    what,
  );

/** `http_watches`. */
export const httpWatchesSchema = section(
  {
    enabled: Type.Optional(
      Type.Boolean({ description: 'Whether the four are on at all.', default: defaults.http_watches.enabled }),
    ),
    requests: Type.Optional(httpWatchSchema('Requests a second.')),
    errors: Type.Optional(httpWatchSchema('Share of 5xx answers.')),
    client_errors: Type.Optional(httpWatchSchema('Share of 4xx answers.')),
    latency: Type.Optional(httpWatchSchema('p50, p95 and p99 of the time a request takes.')),
    access_logs: Type.Optional(accessLogsSchema),
  },
  'The watches that need no configuration: HTTP servers by semantic convention, a total per `service.name` and one series per `http.route`.',
);
