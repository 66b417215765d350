import { Type, type Static } from 'typebox';
import { LabelsSchema, MatchParam, TimeMs } from './common.ts';

export const Watch = Type.Object(
  {
    name: Type.String(),
    description: Type.String(),
    origin: Type.Union([Type.Literal('builtin'), Type.Literal('config'), Type.Literal('replay')]),
    measure: Type.String({ description: 'rate, mean, last, max, ratio or quantiles' }),
    unit: Type.String({ description: 'for people: req/s, ratio, s; empty when unknown' }),
    groupBy: Type.Array(Type.Array(Type.String())),
    stepMs: Type.Number(),
    direction: Type.Union([Type.Literal('up'), Type.Literal('down'), Type.Literal('both')]),
    falseAlarmsPerWeek: Type.Number(),
    timezone: Type.String(),
    horizonsMs: Type.Array(Type.Number()),
    seriesCount: Type.Number(),
    lastStepMs: Type.Union([TimeMs, Type.Null()], { description: 'start of the newest closed step' }),
  },
  { $id: 'Watch' },
);
export type Watch = Static<typeof Watch>;

export const WatchesResponse = Type.Object({ watches: Type.Array(Watch) });
export type WatchesResponse = Static<typeof WatchesResponse>;

export const SeriesQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 })),
});

export const Series = Type.Object(
  {
    id: Type.Number(),
    watch: Type.String(),
    labels: LabelsSchema,
    state: Type.Union([
      Type.Literal('learning'),
      Type.Literal('normal'),
      Type.Literal('anomalous'),
      Type.Literal('absent'),
    ]),
    lastStepMs: Type.Union([TimeMs, Type.Null()]),
  },
  { $id: 'Series' },
);
export type Series = Static<typeof Series>;

export const SeriesResponse = Type.Object({
  series: Type.Array(Series),
  total: Type.Number({ description: 'how many match, before the limit' }),
});
export type SeriesResponse = Static<typeof SeriesResponse>;
