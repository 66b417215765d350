import { Type, type Static } from 'typebox';
import { Cell, LabelsSchema, MatchParam, TimeMs, TimeParam } from './common.ts';

export const RANGE_FIELDS = [
  'value',
  'expected',
  'typicalLower',
  'typicalUpper',
  'lower',
  'upper',
  'score',
  'direction',
  'severity',
  'learning',
  'held',
] as const;
export type RangeField = (typeof RANGE_FIELDS)[number];

export const RangeQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  from: TimeParam,
  to: TimeParam,
  fields: Type.Optional(
    Type.String({
      description: `comma-separated, of: ${RANGE_FIELDS.join(', ')}; default value,expected,lower,upper,score`,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'series at most; the highest severity first' }),
  ),
  maxPoints: Type.Optional(
    Type.Integer({
      minimum: 2,
      maximum: 100_000,
      description: 'points a series at most: of neighbouring steps the one with the highest score stays; default all',
    }),
  ),
});

/** One series as columns: entry i of every column belongs to times[i], the START of the step. */
export const RangeSeries = Type.Object(
  {
    labels: LabelsSchema,
    times: Type.Array(TimeMs),
    value: Type.Optional(Type.Array(Cell)),
    expected: Type.Optional(Type.Array(Cell)),
    typicalLower: Type.Optional(Type.Array(Cell)),
    typicalUpper: Type.Optional(Type.Array(Cell)),
    lower: Type.Optional(Type.Array(Cell)),
    upper: Type.Optional(Type.Array(Cell)),
    score: Type.Optional(Type.Array(Cell)),
    direction: Type.Optional(Type.Array(Cell)),
    severity: Type.Optional(Type.Array(Cell)),
    learning: Type.Optional(Type.Array(Cell)),
    held: Type.Optional(Type.Array(Cell)),
  },
  { $id: 'RangeSeries' },
);
export type RangeSeries = Static<typeof RangeSeries>;

export const RangeResponse = Type.Object({
  watch: Type.String(),
  stepMs: Type.Number(),
  series: Type.Array(RangeSeries),
  total: Type.Number({ description: 'how many series match, before the limit' }),
});
export type RangeResponse = Static<typeof RangeResponse>;

export const ForecastQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  to: Type.Optional(TimeParam),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
});

/**
 * What is expected later than the newest closed step: the expectation carried forward for the next hours, then a
 * forecaster's hours where it has made one.
 */
export const ForecastSeries = Type.Object(
  {
    labels: LabelsSchema,
    madeAtMs: TimeMs,
    times: Type.Array(TimeMs),
    expected: Type.Array(Cell),
    lower: Type.Array(Cell),
    upper: Type.Array(Cell),
    model: Type.Optional(
      Type.Union([Type.String(), Type.Null()], {
        description: 'who forecast the hours; null: the expectation is carried forward all the way',
      }),
    ),
    hoursFromMs: Type.Optional(
      Type.Union([TimeMs, Type.Null()], {
        description: 'from here on a point is the mean of an hour, and lower and upper hold 95 % of such means',
      }),
    ),
  },
  { $id: 'ForecastSeries' },
);
export type ForecastSeries = Static<typeof ForecastSeries>;

export const ForecastResponse = Type.Object({
  watch: Type.String(),
  stepMs: Type.Number(),
  series: Type.Array(ForecastSeries),
  total: Type.Number(),
});
export type ForecastResponse = Static<typeof ForecastResponse>;
