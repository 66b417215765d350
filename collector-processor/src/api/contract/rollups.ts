import { Type, type Static } from 'typebox';
import { Cell, LabelsSchema, MatchParam, TimeMs, TimeParam } from './common.ts';

export const PeriodSchema = Type.Union([Type.Literal('hour'), Type.Literal('day'), Type.Literal('week')]);

export const RollupsQuery = Type.Object({
  watch: Type.String({ minLength: 1 }),
  match: Type.Optional(MatchParam),
  from: TimeParam,
  to: TimeParam,
  period: Type.Optional(PeriodSchema),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
});

/** One series as columns: entry i of every column belongs to the span that starts at times[i]. */
export const RollupSeries = Type.Object(
  {
    labels: LabelsSchema,
    times: Type.Array(TimeMs, { description: "starts of the spans, in the watch's civil time" }),
    ends: Type.Array(TimeMs, { description: 'exclusive; the newest span may not be over yet' }),
    value: Type.Array(Cell, { description: 'as the measure asks: the highest step of max, the mean of all others' }),
    total: Type.Array(Cell, {
      description: 'of a rate: how many there were while values came; null for other measures',
    }),
    min: Type.Array(Cell, { description: 'lowest step' }),
    max: Type.Array(Cell, { description: 'highest step' }),
    normal: Type.Array(Cell, { description: 'the value without steps outside the limits or in an incident' }),
    covered: Type.Array(Type.Number(), { description: 'share of the span that had values, 0 to 1' }),
    troubled: Type.Array(Type.Number(), {
      description: 'share of the span outside the limits or in an incident, 0 to 1',
    }),
  },
  { $id: 'RollupSeries' },
);
export type RollupSeries = Static<typeof RollupSeries>;

export const RollupsResponse = Type.Object({
  watch: Type.String(),
  period: PeriodSchema,
  timezone: Type.String({ description: 'whose hours, days and weeks they are' }),
  series: Type.Array(RollupSeries),
  total: Type.Number({ description: 'how many series match, before the limit' }),
});
export type RollupsResponse = Static<typeof RollupsResponse>;
