import { Type, type Static } from 'typebox';

/** Milliseconds since the epoch: every time in the API. */
export const TimeMs = Type.Number({ description: 'milliseconds since the epoch' });

export const LabelsSchema = Type.Record(Type.String(), Type.String(), {
  description: 'group-by labels, names as they came (service.name)',
});

/** A column value: null where there is none (absent step, nothing learned yet). */
export const Cell = Type.Union([Type.Number(), Type.Null()]);

/** A union of literals, typed as one: a mapped array has lost which they are. */
export const literals = <T extends string>(values: readonly T[], options: { description?: string } = {}) =>
  Type.Unsafe<T>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      options,
    ),
  );

/** What is filled into an error's text, by its name in the registry: who shows errors in another language says them with it. */
export const ErrorDetails = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
  description: 'what the words in braces of docs/errors.md stand for',
});

export const ErrorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'TLERR_…, listed in docs/errors.md' }),
      message: Type.String(),
      help: Type.String(),
      details: Type.Optional(ErrorDetails),
      field: Type.Optional(Type.String({ description: 'the parameter at fault' })),
      problems: Type.Optional(
        Type.Array(Type.Object({ path: Type.String(), message: Type.String() }), {
          description: 'where several things are wrong at once (a watch): each by its key, `min_change.relative`',
        }),
      ),
    }),
  },
  { $id: 'Error' },
);
export type ErrorBody = Static<typeof ErrorBody>;

/** Time as a request may give it: epoch milliseconds, ISO 8601, or relative to now (`now`, `now-6h`, `now+1d`). */
export const TimeParam = Type.String({
  description: 'epoch milliseconds, ISO 8601, or relative: now, now-6h, now+1d',
  examples: ['now-6h', '1763712000000', '2026-11-21T08:00:00Z'],
});

/** Matchers as PromQL writes them, comma-separated; a label matches under its own and its Prometheus name (service.name, service_name). */
export const MatchParam = Type.String({
  description: 'label matchers: service.name="shop",http.route=~"/api/.*"; operators = != =~ !~',
  examples: ['service_name="shop"'],
});
