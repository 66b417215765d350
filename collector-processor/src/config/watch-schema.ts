import { Type, type Static } from 'typebox';
import { FORECASTERS } from '../forecast/registry.ts';
import { defaults } from './defaults.ts';
import { detectorSchema } from './learn-schema.ts';
import { duration, oneOf, section, text, unsupported } from './schema-types.ts';

export const HTTP_SIGNALS = ['requests', 'errors', 'client_errors', 'latency'] as const;

const inherited = 'as in `defaults`';

/** What can be tuned on every watch. In `defaults` the defaults are told; on a watch they come from there. */
function tuning(from: 'defaults' | 'watch') {
  const base = defaults.defaults;
  const or = (value: unknown): { default: unknown } | { whenAbsent: string } =>
    from === 'defaults' ? { default: value } : { whenAbsent: inherited };
  return {
    step: Type.Optional(
      text({
        format: 'step',
        description: 'Length of the fixed time bucket, aligned to the epoch; from 10s to 1d.',
        ...or(base.step),
      }),
    ),
    timezone: Type.Optional(
      text({
        format: 'timezone',
        description: 'Daily and weekly seasons follow the civil time of this zone.',
        ...or(base.timezone),
      }),
    ),
    direction: Type.Optional(
      oneOf(['up', 'down', 'both'], {
        description: 'Which side of the band is worth an incident.',
        ...(from === 'defaults'
          ? or(base.direction)
          : { whenAbsent: 'as in `defaults`; the HTTP watches of errors and latency: up' }),
      }),
    ),
    sensitivity: Type.Optional(
      section(
        {
          false_alarms_per_week: Type.Optional(
            Type.Number({
              description: 'Budget of false alarms on one series; the limits are placed to meet it.',
              exclusiveMinimum: 0,
              maximum: 1000,
              ...or(base.sensitivity.false_alarms_per_week),
            }),
          ),
        },
        'How ready it is to alarm.',
      ),
    ),
    min_change: Type.Optional(
      section(
        {
          absolute: Type.Optional(
            Type.Number({
              description: "In the watch's own unit.",
              minimum: 0,
              ...(from === 'defaults' ? or(base.min_change.absolute) : { whenAbsent: inherited }),
            }),
          ),
          relative: Type.Optional(
            Type.Number({
              description: 'As a share of the expected value; 0.1 is 10 %.',
              minimum: 0,
              maximum: 1000,
              ...or(base.min_change.relative),
            }),
          ),
        },
        'A deviation must exceed both to alarm, so that quiet series do not page.',
      ),
    ),
    detector: Type.Optional(detectorSchema(or(base.detector))),
    forecast: Type.Optional(
      section(
        {
          horizon: Type.Optional(
            Type.Array(duration({ min: '10s', max: '30d' }, { description: 'How far ahead.' }), {
              description:
                'How far ahead to forecast; each becomes an exported point. An empty list turns forecasts off.',
              maxItems: 16,
              uniqueItems: true,
              ...or(base.forecast.horizon),
            }),
          ),
          model: Type.Optional(
            oneOf(Object.keys(FORECASTERS), {
              description:
                'What forecasts hours and days ahead. With `auto` others are tried too (`forecast.candidates`) and taken where they are clearly better.',
              ...or(base.forecast.model),
            }),
          ),
        },
        'What to say about the time to come.',
      ),
    ),
  };
}

export const watchDefaultsSchema = section(
  {
    ...tuning('defaults'),
    close_after: Type.Optional(
      duration(
        { min: '1s', max: '1h' },
        {
          description:
            "A step closes at the latest this long after its end, whoever is still missing; longer than the senders' export interval.",
          default: defaults.defaults.close_after,
        },
      ),
    ),
    grace: Type.Optional(
      duration(
        { min: '0s', max: '1d' },
        {
          description:
            'How long after it closed a step is still revised by late points; later ones are refused and counted.',
          default: defaults.defaults.grace,
        },
      ),
    ),
  },
  'What every watch takes where it says nothing of its own.',
);

const limitSchema = section(
  {
    value: Type.Number({ description: "In the watch's own unit; of each of its series." }),
    direction: Type.Optional(
      oneOf(['up', 'down'], { description: 'Whether it is reached from below (`up`) or from above.', default: 'up' }),
    ),
    lead: Type.Optional(
      Type.Array(duration({ min: '1h', max: '90d' }, { description: 'How long before.' }), {
        description: 'How long before it is reached to warn; each has a probability of its own.',
        minItems: 1,
        maxItems: 8,
        uniqueItems: true,
        default: ['7d', '1d'],
      }),
    ),
    name: Type.Optional(text({ description: 'For people, and the label `limit`.', default: 'limit' })),
  },
  'What its series must not reach: a capacity, a pool, a disk, an objective. Tidemark says when they will, and warns ahead.',
);
export type LimitConfig = Static<typeof limitSchema>;

/** Tuning as a person wrote it, wherever it stands: under `defaults`, on an HTTP watch or on a watch of their own. */
export type TuningConfig = Omit<Static<typeof watchDefaultsSchema>, 'close_after' | 'grace'>;

export const httpWatchSchema = (what: string) =>
  section(
    {
      enabled: Type.Optional(Type.Boolean({ description: 'Whether this watch is on.', default: true })),
      ...tuning('watch'),
      limit: Type.Optional(limitSchema),
    },
    what,
  );

export const httpWatchesSchema = section(
  {
    enabled: Type.Optional(
      Type.Boolean({ description: 'Whether the four are on at all.', default: defaults.http_watches.enabled }),
    ),
    requests: Type.Optional(httpWatchSchema('Requests a second.')),
    errors: Type.Optional(httpWatchSchema('Share of 5xx answers.')),
    client_errors: Type.Optional(httpWatchSchema('Share of 4xx answers.')),
    latency: Type.Optional(httpWatchSchema('p50, p95 and p99 of the time a request takes.')),
  },
  'The watches that need no configuration: HTTP servers by semantic convention, a total per `service.name` and one series per `http.route`.',
);

const matchersSchema = (description: string, whenAbsent: string) =>
  Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
    description,
    whenAbsent,
    examples: [{ region: 'eu', status: '!=500', route: '=~/api/.*' }],
  });

const otlpSourceSchema = section(
  {
    metric: text({ description: 'Exact name of the OTLP metric.', examples: ['shop.orders'] }),
    where: Type.Optional(
      matchersSchema(
        'Attributes (of the point or its resource) that must match: a plain value must be equal; `!=value`, `=~regex` and `!~regex` as in PromQL.',
        'every point of the metric',
      ),
    ),
    numerator: Type.Optional(
      matchersSchema(
        'Only for `measure: ratio`, and required there: of the selected points, those that are counted.',
        'none',
      ),
    ),
  },
  'Points of one OTLP metric.',
);

export const watchSchema = section(
  {
    name: text({
      format: 'watch-name',
      description: 'Unique; becomes the label `watch` of derived metrics.',
      examples: ['checkout_orders'],
    }),
    description: Type.Optional(Type.String({ description: 'For people.', whenAbsent: 'empty' })),
    unit: Type.Optional(Type.String({ description: 'For people: `orders/s`, `ratio`, `s`.', whenAbsent: 'empty' })),
    source: section(
      {
        otlp: Type.Optional(otlpSourceSchema),
        promql: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 10_000,
            description:
              'An expression asked of a Prometheus at the end of each step, its history first; each of its series becomes one of the watch’s.',
            examples: ['sum by (route) (rate(http_requests_total[2m]))'],
          }),
        ),
        from: Type.Optional(
          text({
            description: 'Only with `promql`: the name of one of `sources`.',
            whenAbsent: 'the only source there is',
          }),
        ),
      },
      'Where the numbers come from.',
    ),
    measure: Type.Optional(
      Type.Union(
        [
          text({ format: 'measure', description: '' }),
          Type.Array(text({ format: 'quantile', description: '' }), { minItems: 1, maxItems: 8, uniqueItems: true }),
        ],
        {
          description:
            'How points become one value a step: `rate` (per second), `mean`, `last`, `max`, `ratio`, or quantiles of a histogram: `p95`, or a list `[p50, p95, p99]`. Required with `otlp`. With `promql` it says what the values are: `rate` (events a second: impact is counted), `ratio`, or `last` (anything).',
          whenAbsent: '`last` with `promql`',
        },
      ),
    ),
    by: Type.Optional(
      Type.Array(text({ description: 'An attribute name.' }), {
        description: 'Attributes to group by: one series for each combination. Empty: one series in all.',
        default: [],
        maxItems: 16,
        uniqueItems: true,
        examples: [['http.route']],
      }),
    ),
    ...tuning('watch'),
    limit: Type.Optional(limitSchema),
    calendars: Type.Optional(
      unsupported('calendars are not supported yet; leave the key out', 'Not supported yet: holidays by calendar.'),
    ),
  },
  'One watch: exactly what one graph on a dashboard shows.',
);

export type WatchConfig = Static<typeof watchSchema>;
