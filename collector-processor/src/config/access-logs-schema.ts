import { Type, type Static } from 'typebox';
import type { AccessLogSettings } from '../measure/access-log/reader.ts';
import { defaults } from './defaults.ts';
import { oneOf, section, text } from './schema-types.ts';

const SECONDS = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 } as const;
type Unit = keyof typeof SECONDS;
const DEFAULT_UNIT: Unit = 's';

const field = (description: string) => Type.Optional(text({ description }));

const fieldsSchema = section(
  {
    status: text({ description: 'The status code of the answer.' }),
    method: text({ description: 'The method, or the request line.' }),
    route: field('What has few values and may be the label `http.route`.'),
    path: field('The path, for `routes`.'),
    duration: field('How long it took.'),
    duration_unit: Type.Optional(
      oneOf(Object.keys(SECONDS) as Unit[], {
        description: 'The unit of that.',
        default: DEFAULT_UNIT,
      }),
    ),
    time: field('When; only asked where a record has no time of its own.'),
  },
  'Names of the fields of an access log of your own; those of nginx, Apache, Traefik, Envoy, Caddy and of semantic conventions are known.',
);

/** `http_watches.access_logs`. */
export const accessLogsSchema = section(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description: 'Whether log records of requests are counted.',
        default: defaults.http_watches.access_logs.enabled,
      }),
    ),
    routes: Type.Optional(
      Type.Array(
        Type.String({
          description: 'A template.',
          format: 'path-template',
        }),
        {
          description:
            'Templates that become the label `http.route` where a log has only paths; of several that fit the first counts. Other requests are in their service’s total.',
          examples: [['/items/{id}', '/static/*']],
          maxItems: 200,
          default: defaults.http_watches.access_logs.routes,
        },
      ),
    ),
    fields: Type.Optional(fieldsSchema),
  },
  'Access logs that come as OTLP logs, or as a file to `tidemark replay`: [what is understood](intake.md#access-logs).',
);

/** As measure has it. */
export function accessLogSettings(given: Static<typeof accessLogsSchema> = {}): AccessLogSettings {
  const { enabled, routes } = { ...defaults.http_watches.access_logs, ...given };
  return { enabled, routes: [...routes], dialects: given.fields === undefined ? [] : [dialectOf(given.fields)] };
}

function dialectOf(fields: Static<typeof fieldsSchema>): AccessLogSettings['dialects'][number] {
  const { status, method, route, path, duration, time } = fields;
  const unit = fields.duration_unit ?? DEFAULT_UNIT;
  const named = (name: string | undefined) => (name === undefined ? [] : [name]);
  return {
    ...{ status: [status], method: [method], route: named(route), path: named(path), time: named(time) },
    duration: named(duration).map((name) => [name, SECONDS[unit]] as const),
  };
}
