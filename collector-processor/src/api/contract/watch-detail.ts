import { Type, type Static } from 'typebox';
import { watchSchema } from '../../config/watch-schema.ts';
import { TimeMs, TimeParam } from './common.ts';
import { Trouble } from './sources.ts';
import { Mute, Watch } from './watches.ts';

/** A watch as tidemark.yaml has it: the one schema, for the file and for the API. */
export const WatchRequest = watchSchema;
export type WatchRequest = Static<typeof WatchRequest>;

export const MuteRequest = Type.Object(
  {
    until: Type.Optional(TimeParam),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    by: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type MuteRequest = Static<typeof MuteRequest>;

export const MuteResponse = Type.Object({ mute: Type.Union([Mute, Type.Null()]) });
export type MuteResponse = Static<typeof MuteResponse>;

export const WatchDetail = Type.Object({
  watch: Watch,
  config: Type.Union([WatchRequest, Type.Null()], {
    description: 'as it was given; null for the zero-configuration ones',
  }),
  yaml: Type.Union([Type.String(), Type.Null()], { description: 'the same for tidemark.yaml' }),
  series: Type.Object({
    total: Type.Number(),
    learning: Type.Number(),
    normal: Type.Number(),
    anomalous: Type.Number(),
    absent: Type.Number(),
  }),
  coverage: Type.Union([Type.Number(), Type.Null()], {
    description: 'share of the last week’s scored steps in the typical range; 0.95 is right; null: nothing scored yet',
  }),
  alertBudget: Type.Object({
    perWeek: Type.Number({ description: 'false alarms that the budget allows all its series a week' }),
    incidents: Type.Number({ description: 'incidents of the last week' }),
    falseAlarms: Type.Number({ description: 'of those: judged false alarms' }),
    unjudged: Type.Number(),
  }),
  pull: Type.Union([
    Type.Object({
      source: Type.String(),
      state: Type.Union([Type.Literal('backfilling'), Type.Literal('live'), Type.Literal('failing')]),
      fromMs: TimeMs,
      nextMs: Type.Union([TimeMs, Type.Null()], { description: 'start of the next step that is pulled' }),
      progress: Type.Number({ minimum: 0, maximum: 1 }),
      lastPullMs: Type.Union([TimeMs, Type.Null()]),
      lastError: Type.Union([Trouble, Type.Null()]),
      warnings: Type.Array(Type.String()),
    }),
    Type.Null({ description: 'only PromQL watches are pulled' }),
  ]),
});
export type WatchDetail = Static<typeof WatchDetail>;

export const WatchDeleteQuery = Type.Object({
  history: Type.Optional(
    Type.Boolean({ default: false, description: 'remove bands and incidents too (scope admin); else they age out' }),
  ),
});

export const WatchDeleted = Type.Object({ deleted: Type.String({ description: 'its name' }) });
export type WatchDeleted = Static<typeof WatchDeleted>;
