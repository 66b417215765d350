import { Type, type Static } from 'typebox';
import type { watchSchema } from '../../config/watch-schema.ts';
import { Cell, LabelsSchema, literals, TimeMs, TimeParam } from './common.ts';
import { IncidentSchema } from './incidents.ts';
import { RangeSeries } from './range.ts';
import { Trouble } from './sources.ts';

export const BACKTEST_STATES = ['waiting', 'pulling', 'scoring', 'done', 'failed', 'cancelled'] as const;

/** What the last weeks would have looked like: of a watch that is to be, or of one that there is. */
export const BacktestRequest = Type.Object(
  {
    watch: Type.Unsafe<Static<typeof watchSchema>>(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description:
            'A watch as POST /api/v1/watches takes it, of a PromQL expression, or of the name of one that there is.',
        },
      ),
    ),
    start: Type.Optional(TimeParam),
    end: Type.Optional(TimeParam),
    maxSeries: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, default: 10, description: 'the largest by mean value are scored' }),
    ),
    maxPoints: Type.Optional(
      Type.Integer({ minimum: 100, maximum: 20_000, default: 2_000, description: 'points a series in the answer' }),
    ),
  },
  { additionalProperties: false },
);
export type BacktestRequest = Static<typeof BacktestRequest>;

export const BacktestSeries = Type.Object({
  labels: LabelsSchema,
  incidents: Type.Number(),
  alertsPerWeek: Type.Number(),
  coverage: Type.Union([Type.Number(), Type.Null()], {
    description: 'share of the scored steps in the typical range; 0.95 is right; null: nothing was scored',
  }),
  learnedFromMs: Type.Union([TimeMs, Type.Null()], { description: 'from here on it can alarm; null: still learning' }),
  last: Type.Object({ value: Cell, expected: Cell, lower: Cell, upper: Cell }),
});
export type BacktestSeries = Static<typeof BacktestSeries>;

export const BacktestResult = Type.Object({
  watch: Type.String(),
  stepMs: Type.Number(),
  fromMs: TimeMs,
  toMs: TimeMs,
  series: Type.Array(RangeSeries, { description: 'value, expected, limits, typical range, score; as summaries' }),
  summaries: Type.Array(BacktestSeries, { description: 'entry i belongs to series[i]' }),
  seriesFound: Type.Number({ description: 'how many the expression gives; the largest are scored' }),
  points: Type.Number({ description: 'steps scored, over all series' }),
  incidents: Type.Array(IncidentSchema, { description: 'newest first, 500 at most' }),
  incidentsTotal: Type.Number(),
  alertsPerWeek: Type.Number({ description: 'incidents a week over all scored series, from where each could alarm' }),
  budgetPerWeek: Type.Number({ description: 'what false_alarms_per_week allows these series' }),
  coverage: Type.Union([Type.Number(), Type.Null()]),
  warnings: Type.Array(Type.String()),
  tookMs: Type.Object({ pull: Type.Number(), score: Type.Number() }),
});
export type BacktestResult = Static<typeof BacktestResult>;

export const Backtest = Type.Object({
  id: Type.String(),
  state: literals(BACKTEST_STATES),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  error: Type.Union([Trouble, Type.Null()]),
  result: Type.Union([BacktestResult, Type.Null()]),
});
export type Backtest = Static<typeof Backtest>;
