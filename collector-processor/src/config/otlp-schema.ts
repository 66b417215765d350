import { Type } from 'typebox';
import { defaults } from './defaults.ts';
import { host, port } from './listen-types.ts';
import { section, text } from './schema-types.ts';
import { serverTlsSchema } from './tls-schema.ts';

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
    requests: Type.Optional(
      Type.Integer({
        description: 'Requests under way at once, over HTTP and gRPC together; further ones get 429 with Retry-After.',
        minimum: 1,
        maximum: 10_000,
        default: defaults.otlp.limits.requests,
      }),
    ),
    waiting: Type.Optional(
      text({
        format: 'size',
        description:
          'What requests under way may hold together, as sent and unpacked, until they are journaled and done; what there is no room for gets 429 with Retry-After. At least `body` and `decompressed` together.',
        default: defaults.otlp.limits.waiting,
      }),
    ),
    attributes: Type.Optional(
      Type.Integer({
        description:
          "Attributes of one data point, span or log record, its resource's included; points with more are refused and counted.",
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

/** `otlp`: the receivers and their bounds. */
export const otlpSchema = section(
  {
    host: Type.Optional(host(defaults.otlp.host)),
    port: Type.Optional(port(defaults.otlp.port)),
    tls: Type.Optional(serverTlsSchema),
    grpc: Type.Optional(grpcSchema),
    limits: Type.Optional(limitsSchema),
  },
  'The OTLP/HTTP receiver: /v1/metrics, /v1/traces and /v1/logs.',
);
