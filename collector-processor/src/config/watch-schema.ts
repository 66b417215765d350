import { Type, type Static } from 'typebox';
import { limitSchema } from './limit-schema.ts';
import { panelSchema } from './panel-schema.ts';
import { section, text } from './schema-types.ts';
import { tuning } from './tuning-schema.ts';

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

/** One of `watches`. */
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
    load: Type.Optional(
      text({
        description:
          'Name of the watch whose value is the load of this one, label for label: what gets slowly worse at the same load is told. `latency` and `errors` have `requests`.',
        whenAbsent: 'none',
        examples: ['requests'],
      }),
    ),
    limit: Type.Optional(limitSchema),
    panel: Type.Optional(panelSchema),
  },
  'One watch: exactly what one graph on a dashboard shows.',
);

export type WatchConfig = Static<typeof watchSchema>;
