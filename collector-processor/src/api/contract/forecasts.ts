import { Type, type Static } from 'typebox';
import { LabelsSchema, MatchParam, TimeMs, TimeParam } from './common.ts';

const MaybeTime = Type.Union([TimeMs, Type.Null()]);
const MaybeNumber = Type.Union([Type.Number(), Type.Null()]);

export const AccuracyQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
});

/** Forecasts of the last week against what came. */
export const AccuracyResponse = Type.Object({
  watch: Type.String(),
  series: Type.Array(
    Type.Object({
      labels: LabelsSchema,
      horizons: Type.Array(
        Type.Object({
          horizonMs: Type.Number(),
          count: Type.Number({ description: 'how many forecasts of this horizon were compared' }),
          smape: Type.Number({ description: 'symmetric mean absolute percentage error, 0 to 200' }),
          coverage: Type.Number({ description: 'share that came to lie between lower and upper; 0.95 is right' }),
        }),
      ),
    }),
  ),
  total: Type.Number(),
});
export type AccuracyResponse = Static<typeof AccuracyResponse>;

export const Outlook = Type.Union([
  Type.Object({
    status: Type.Literal('unknown'),
    code: Type.Union([Type.Literal('few_days'), Type.Literal('few_values')]),
    reason: Type.String(),
  }),
  Type.Object({
    status: Type.Literal('known'),
    madeAtMs: TimeMs,
    crossesAtMs: MaybeTime,
    earliestMs: MaybeTime,
    latestMs: MaybeTime,
    leads: Type.Array(Type.Object({ leadMs: Type.Number(), probability: Type.Number() })),
    growth: Type.Object({
      shape: Type.String({ description: 'linear, exponential or saturating' }),
      saturatesAt: MaybeNumber,
      perWeek: MaybeNumber,
      perWeekError: MaybeNumber,
      sinceMs: TimeMs,
    }),
    peaksOn: Type.String({ description: 'weekday, weekend or any' }),
    emptiedEveryMs: Type.Union([Type.Number(), Type.Null()], { description: 'It empties by itself about so often' }),
  }),
]);
export type Outlook = Static<typeof Outlook>;

export const MaintenanceQuery = Type.Object({
  watch: Type.Optional(Type.String()),
  match: Type.Optional(MatchParam),
  status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
});

export const MaintenanceWarningSchema = Type.Object(
  {
    id: Type.String(),
    watch: Type.String(),
    labels: LabelsSchema,
    limit: Type.String(),
    limitValue: Type.Number(),
    direction: Type.Union([Type.Literal('up'), Type.Literal('down')]),
    leadMs: Type.Number({ description: 'shortest lead within which the limit is more likely reached than not' }),
    probability: Type.Number(),
    openedMs: TimeMs,
    updatedMs: TimeMs,
    closedMs: MaybeTime,
    closedBecause: Type.Union([
      Type.Literal('reached'),
      Type.Literal('withdrawn'),
      Type.Literal('expired'),
      Type.Null(),
    ]),
    reachedAtMs: MaybeTime,
    crossesAtMs: MaybeTime,
    earliestMs: MaybeTime,
    latestMs: MaybeTime,
    firstCrossesAtMs: MaybeTime,
    sentence: Type.String(),
  },
  { $id: 'MaintenanceWarning' },
);
export type MaintenanceWarningBody = Static<typeof MaintenanceWarningSchema>;

export const DegradationSchema = Type.Object(
  {
    id: Type.String(),
    watch: Type.String(),
    labels: LabelsSchema,
    shape: Type.Union([Type.Literal('drift'), Type.Literal('step')]),
    sinceMs: TimeMs,
    before: Type.Number({ description: 'at the usual load, before it began' }),
    now: Type.Number({ description: 'at the usual load, on the last day' }),
    perDay: Type.Number({ description: 'growth a day of a drift, as a share; 0 of a step' }),
    sureness: Type.Number({ description: 'standard errors from no change' }),
    openedMs: TimeMs,
    updatedMs: TimeMs,
    closedMs: MaybeTime,
    closedBecause: Type.Union([
      Type.Literal('recovered'),
      Type.Literal('settled'),
      Type.Literal('expired'),
      Type.Null(),
    ]),
    sentence: Type.String(),
  },
  { $id: 'Degradation' },
);
export type DegradationBody = Static<typeof DegradationSchema>;

export const MaintenanceResponse = Type.Object({
  warnings: Type.Array(MaintenanceWarningSchema, { description: 'newest first' }),
  degradations: Type.Array(DegradationSchema, {
    description: 'services that became worse than their load explains, newest first',
  }),
});
export type MaintenanceResponse = Static<typeof MaintenanceResponse>;

export const WhatIfQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  horizon: Type.Optional(Type.String({ description: 'how far ahead, 1h to 90d', default: '7d' })),
  models: Type.Optional(Type.String({ description: 'comma-separated', default: 'auto' })),
  limit: Type.Optional(Type.Number({ description: "a value that must not be reached; default the watch's own" })),
  direction: Type.Optional(Type.Union([Type.Literal('up'), Type.Literal('down')])),
  growth: Type.Optional(
    Type.Number({ minimum: -100, maximum: 1000, description: 'per cent more than forecast, from growthFrom on' }),
  ),
  growthFrom: Type.Optional(TimeParam),
});

export type WhatIfQuery = Static<typeof WhatIfQuery>;

const Column = Type.Array(Type.Number());

export const WhatIfResponse = Type.Object({
  watch: Type.String(),
  timezone: Type.String(),
  labels: LabelsSchema,
  unit: Type.String(),
  stepMs: Type.Number(),
  history: Type.Object({
    startMs: TimeMs,
    values: Type.Array(MaybeNumber, { description: 'hours; null: missing, or left out for an incident' }),
  }),
  startMs: TimeMs,
  models: Type.Array(
    Type.Object({
      name: Type.String(),
      model: Type.String({ description: 'what predicted: the fallback where one was taken' }),
      fallback: Type.Union([Type.String(), Type.Null()]),
      expected: Column,
      lower: Column,
      upper: Column,
      lower80: Column,
      upper80: Column,
      backtest: Type.Union([
        Type.Object({
          horizon: Type.Number({ description: 'steps ahead that were looked at' }),
          origins: Type.Number({ description: 'past moments that it was asked at' }),
          mae: Type.Number(),
          smape: Type.Number(),
          coverage: Type.Number(),
        }),
        Type.Null(),
      ]),
    }),
  ),
  limit: Type.Union([
    Type.Object({
      name: Type.String(),
      value: Type.Number(),
      direction: Type.Union([Type.Literal('up'), Type.Literal('down')]),
      outlook: Outlook,
      sentence: Type.String({ description: 'when it is reached, how sure that is, and why' }),
    }),
    Type.Null(),
  ]),
});
export type WhatIfResponse = Static<typeof WhatIfResponse>;
