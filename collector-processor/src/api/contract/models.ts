import { Type, type Static } from 'typebox';
import { LabelsSchema, MatchParam, TimeMs } from './common.ts';

export const ModelsQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
});

/** How a detector did on the held-out part of a series' own history. */
export const BacktestFigures = Type.Object(
  {
    falseAlarmsPerDay: Type.Number({ description: 'alarmed steps a day of the history as it was' }),
    found: Type.Number({ description: 'share of the injected anomalies that were found in time' }),
    worth: Type.Number({ description: 'mean gain less what false alarms cost; versions are compared by it' }),
  },
  { $id: 'BacktestFigures' },
);

export const ModelVersion = Type.Object(
  {
    id: Type.Number(),
    model: Type.String(),
    inUse: Type.Boolean({ description: 'the version of its model that would score, or does' }),
    trainedAtMs: TimeMs,
    windowFromMs: TimeMs,
    windowToMs: TimeMs,
    steps: Type.Number({ description: 'steps with a value in the window' }),
    leftOut: Type.Number({ description: 'of them, left out of learning: incidents and confirmed anomalies' }),
    companions: Type.Array(Type.String(), { description: 'other measures of the service that it reads' }),
    seed: Type.Number(),
    backtest: BacktestFigures,
  },
  { $id: 'ModelVersion' },
);

export const SeriesModels = Type.Object(
  {
    labels: LabelsSchema,
    uses: Type.Array(Type.String(), { description: 'what scores it: tide, models, or several merged' }),
    decidedAtMs: Type.Union([TimeMs, Type.Null()], { description: 'end of the last training; null: none yet' }),
    reason: Type.Union([Type.String(), Type.Null()]),
    candidates: Type.Record(Type.String(), BacktestFigures),
    versions: Type.Array(ModelVersion, { description: 'newest first' }),
    training: Type.Union([Type.Null(), Type.Object({ doing: Type.String(), share: Type.Number() })], {
      description: 'the training under way',
    }),
  },
  { $id: 'SeriesModels' },
);

export const ModelsResponse = Type.Object({
  watch: Type.String(),
  detector: Type.String({ description: 'what the watch asks for: tide, auto, a model, or several joined by +' }),
  series: Type.Array(SeriesModels),
  total: Type.Number({ description: 'how many series match, before the limit' }),
  waiting: Type.Number({ description: 'trainings that wait, of all watches' }),
});
export type ModelsResponse = Static<typeof ModelsResponse>;
