import { Type } from 'typebox';
import { oneOf, section, text } from './schema-types.ts';
import { SCOPES } from './settings.ts';

const tokenLimitsSchema = section(
  {
    requests_per_second: Type.Optional(
      Type.Number({
        description: 'OTLP requests a second, on average over ten seconds.',
        exclusiveMinimum: 0,
        maximum: 1e6,
        whenAbsent: 'as many as there is room for',
      }),
    ),
    points_per_second: Type.Optional(
      Type.Number({
        description:
          'Data points and spans a second, on average over ten seconds; a request that goes beyond is taken, and further ones wait that much longer.',
        exclusiveMinimum: 0,
        maximum: 1e9,
        whenAbsent: 'as many as there is room for',
      }),
    ),
    series: Type.Optional(
      Type.Integer({
        description:
          'Series, over all watches, that what is sent with it may start. What would start a further one goes to one series a watch with the labels `overflow="true"` and `token`, and is counted.',
        minimum: 1,
        maximum: 10_000_000,
        whenAbsent: 'as `otlp.limits.series` allows',
      }),
    ),
  },
  'What may be sent with it; beyond, senders get 429 with Retry-After.',
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
    limits: Type.Optional(tokenLimitsSchema),
  },
  'A bearer token.',
);

/** `auth`: who may do what. */
export const authSchema = section(
  {
    tokens: Type.Optional(
      Type.Array(tokenSchema, {
        description: 'Bearer tokens. None: Tidemark listens on loopback only.',
        default: [],
      }),
    ),
  },
  'Who may talk to Tidemark.',
);
