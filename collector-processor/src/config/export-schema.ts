import { Type } from 'typebox';
import { defaults } from './defaults.ts';
import { duration, oneOf, section, text, textMap } from './schema-types.ts';
import { EXPORT_POLICIES } from './settings.ts';

/** `export`: which derived metrics leave, and where to. */
export const exportSchema = section(
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
