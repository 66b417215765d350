import { Type } from 'typebox';
import { defaults } from './defaults.ts';
import { duration, section, text, textMap } from './schema-types.ts';

/** `telemetry`: what Tidemark tells of itself. */
export const telemetrySchema = section(
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
