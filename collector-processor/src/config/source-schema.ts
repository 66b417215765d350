import { Type, type Static } from 'typebox';
import { defaults } from './defaults.ts';
import { duration, section, text, textMap } from './schema-types.ts';

const base = defaults.source;

const file = (description: string) =>
  text({ description: `${description}; relative to the configuration file.`, whenAbsent: 'none' });

export const sourceSchema = section(
  {
    name: text({
      format: 'watch-name',
      description: 'Unique; watches name it in `source.from`.',
      examples: ['prometheus'],
    }),
    url: text({
      format: 'http-url',
      description:
        'Base address; `/api/v1/query_range` is appended. Only the configuration names addresses, no request can.',
      examples: ['http://prometheus:9090', 'https://mimir.example.org/prometheus'],
    }),
    grafana_uid: Type.Optional(
      text({
        description: 'uid of the same datasource in Grafana, so that *Watch with Tidemark* knows which source to take.',
        whenAbsent: 'none',
      }),
    ),
    basic: Type.Optional(
      section(
        {
          username: text({ description: 'User name.' }),
          password: Type.Optional(text({ secret: true, description: 'Best as `${NAME}`, from the environment.' })),
          password_file: Type.Optional(file('A file that holds the password, instead of `password`')),
        },
        'HTTP basic authentication.',
      ),
    ),
    bearer_token: Type.Optional(
      text({ secret: true, description: 'Bearer token. Best as `${NAME}`, from the environment.', whenAbsent: 'none' }),
    ),
    bearer_token_file: Type.Optional(file('A file that holds the bearer token')),
    headers: Type.Optional(
      textMap({
        secret: true,
        description: 'Sent with every request, such as the tenant of Mimir.',
        default: base.headers,
        examples: [{ 'X-Scope-OrgID': 'web' }],
      }),
    ),
    tls: Type.Optional(
      section(
        {
          ca_file: Type.Optional(file('Certificate authority to trust, PEM')),
          cert_file: Type.Optional(file('Client certificate, PEM')),
          key_file: Type.Optional(file('Key of the client certificate, PEM')),
          server_name: Type.Optional(
            text({ description: 'Name to expect in the server’s certificate.', whenAbsent: 'the host of `url`' }),
          ),
        },
        'For https.',
      ),
    ),
    timeout: Type.Optional(
      duration({ min: '1s', max: '10m' }, { description: 'Longest wait for one answer.', default: base.timeout }),
    ),
    delay: Type.Optional(
      duration(
        { min: '0s', max: '1h' },
        {
          description:
            'How long after a step’s end it is asked for: time for what was scraped in it to be there. A minute or more behind remote write.',
          default: base.delay,
        },
      ),
    ),
    history: Type.Optional(
      duration(
        { min: '0s', max: '400d' },
        { description: 'How far back a new watch learns at once.', default: base.history },
      ),
    ),
    max_points: Type.Optional(
      Type.Integer({
        description:
          'Points of one series in one request; longer spans are asked for in pieces. Prometheus allows 11,000.',
        minimum: 10,
        maximum: 11_000,
        default: base.max_points,
      }),
    ),
    max_series: Type.Optional(
      Type.Integer({
        description: 'Series of one expression; a watch whose expression gives more is refused with a sentence.',
        minimum: 1,
        maximum: 100_000,
        default: base.max_series,
      }),
    ),
    concurrency: Type.Optional(
      Type.Integer({ description: 'Requests under way at once.', minimum: 1, maximum: 32, default: base.concurrency }),
    ),
    max_source_resolution: Type.Optional(
      duration(
        { min: '1s', max: '1d' },
        {
          description: 'Thanos only: the coarsest down-sampled data that may answer.',
          whenAbsent: 'the parameter is not sent',
        },
      ),
    ),
    write_back: Type.Optional(
      Type.Boolean({
        description:
          'Push the bands and scores of a backfill as well, by `export.otlp`. Its receiver must take old points: Prometheus with `out_of_order_time_window`.',
        default: base.write_back,
      }),
    ),
  },
  'A Prometheus, or what speaks its query API: Mimir, Thanos, VictoriaMetrics.',
);

export type SourceConfig = Static<typeof sourceSchema>;
