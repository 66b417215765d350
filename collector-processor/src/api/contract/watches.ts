import { Type, type Static } from 'typebox';
import { LabelsSchema, literals, MatchParam, TimeMs } from './common.ts';

export const WATCH_STATES = ['waiting', 'backfilling', 'learning', 'live', 'failing'] as const;

export const Mute = Type.Object(
  {
    untilMs: Type.Union([TimeMs, Type.Null()], { description: 'null: until it is lifted' }),
    reason: Type.String(),
    by: Type.String(),
    atMs: TimeMs,
  },
  { $id: 'Mute' },
);
export type Mute = Static<typeof Mute>;

export const WatchPanel = Type.Object(
  {
    dashboard: Type.String({ description: 'uid' }),
    id: Type.Number(),
    variables: Type.Array(Type.Object({ name: Type.String(), label: Type.String() }), {
      description: 'variables of the dashboard, and the label of the series that each follows',
    }),
  },
  { $id: 'WatchPanel' },
);
export type WatchPanel = Static<typeof WatchPanel>;

export const Watch = Type.Object(
  {
    name: Type.String(),
    description: Type.String(),
    origin: literals(['builtin', 'config', 'replay', 'api'], {
      description: 'api: made at run time, can be edited and deleted',
    }),
    source: Type.Object({
      kind: literals(['otlp', 'http', 'promql', 'replay']),
      metric: Type.Optional(Type.String({ description: 'otlp: the metric' })),
      promql: Type.Optional(Type.String()),
      from: Type.Optional(Type.String({ description: 'promql: name of the source' })),
    }),
    state: literals(WATCH_STATES, {
      description: 'waiting: nothing has come; learning: no series can alarm yet; failing: its source does not answer',
    }),
    progress: Type.Union([Type.Number(), Type.Null()], { description: '0 to 1 while backfilling, else null' }),
    mute: Type.Union([Mute, Type.Null()]),
    measure: Type.String({ description: 'rate, mean, last, max, ratio or quantiles' }),
    unit: Type.String({ description: 'for people: req/s, ratio, s; empty when unknown' }),
    groupBy: Type.Array(Type.Array(Type.String())),
    stepMs: Type.Number(),
    direction: Type.Union([Type.Literal('up'), Type.Literal('down'), Type.Literal('both')]),
    falseAlarmsPerWeek: Type.Number(),
    typical: Type.Number({ description: 'share of normal steps that the typical range holds' }),
    minChange: Type.Object({ absolute: Type.Number(), relative: Type.Number() }),
    openIncidents: Type.Number(),
    timezone: Type.String(),
    horizonsMs: Type.Array(Type.Number()),
    seriesCount: Type.Number(),
    lastStepMs: Type.Union([TimeMs, Type.Null()], { description: 'start of the newest closed step' }),
    panel: Type.Union([WatchPanel, Type.Null()], { description: 'the panel in Grafana that shows it' }),
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
    detector: Type.String({ description: 'what scores it: tide, a model, or several joined by +' }),
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
