import { Type } from 'typebox';
import { oneOf, section, text } from './schema-types.ts';
import { SCOPES } from './settings.ts';

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
