import { Type, type Static } from 'typebox';
import { ErrorDetails, literals, TimeMs } from './common.ts';

export const SOURCE_STATES = ['untried', 'ok', 'failing'] as const;

export const Trouble = Type.Object(
  {
    code: Type.String(),
    message: Type.String(),
    help: Type.String(),
    details: Type.Optional(ErrorDetails),
    atMs: TimeMs,
  },
  { $id: 'Trouble' },
);
export type Trouble = Static<typeof Trouble>;

/** A Prometheus that the configuration names. Its address is not told: that needs the scope `admin`. */
export const Source = Type.Object(
  {
    name: Type.String(),
    grafanaUid: Type.Union([Type.String(), Type.Null()], { description: 'uid of the same datasource in Grafana' }),
    state: literals(SOURCE_STATES),
    lastAnswerMs: Type.Union([TimeMs, Type.Null()]),
    lastError: Type.Union([Trouble, Type.Null()]),
    watches: Type.Number({ description: 'watches that are pulled from it' }),
  },
  { $id: 'Source' },
);
export type Source = Static<typeof Source>;

export const SourcesResponse = Type.Object({ sources: Type.Array(Source) });
export type SourcesResponse = Static<typeof SourcesResponse>;

/** What an administrator sees of a source, after asking it. Never a secret. */
export const SourceCheck = Type.Object({
  name: Type.String(),
  url: Type.String({ description: 'without user, password and query' }),
  auth: Type.String({ description: 'none, basic, bearer, headers; with mTLS where a client certificate is given' }),
  reachable: Type.Boolean(),
  tookMs: Type.Number(),
  error: Type.Union([Trouble, Type.Null()]),
});
export type SourceCheck = Static<typeof SourceCheck>;
