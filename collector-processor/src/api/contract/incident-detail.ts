import { Type, type Static } from 'typebox';
import { Cell, LabelsSchema, TimeMs } from './common.ts';
import { IncidentSchema } from './incidents.ts';
import { RangeSeries } from './range.ts';
import { WatchPanel } from './watches.ts';

/** A series that left its usual place at the time of an incident without one of its own. */
export const Moved = Type.Object(
  {
    watch: Type.String(),
    labels: LabelsSchema,
    peakMs: TimeMs,
    peakScore: Type.Number({ description: '1 is the limit' }),
    peakValue: Cell,
    peakExpected: Cell,
    direction: Type.Number({ description: '-1 below, 1 above' }),
  },
  { $id: 'Moved' },
);
export type Moved = Static<typeof Moved>;

export const IncidentDetail = Type.Object({
  incident: IncidentSchema,
  watch: Type.Union([
    Type.Object({
      ...{ name: Type.String(), unit: Type.String(), stepMs: Type.Number(), description: Type.String() },
      panel: Type.Union([WatchPanel, Type.Null()], { description: 'the panel in Grafana that shows it' }),
    }),
    Type.Null({ description: 'the watch is not there any more' }),
  ]),
  window: Type.Object({
    fromMs: TimeMs,
    toMs: TimeMs,
    series: Type.Union([RangeSeries, Type.Null({ description: 'its steps have aged out' })]),
  }),
  alongside: Type.Array(IncidentSchema, {
    description: 'other incidents of that time, highest severity first, 50 at most',
  }),
  moved: Type.Array(Moved, { description: 'series that moved without an incident, highest score first, 20 at most' }),
  similar: Type.Object({
    incidents: Type.Array(IncidentSchema, { description: 'earlier ones of the same series, newest first, 20 at most' }),
    total: Type.Number(),
    sameClass: Type.Number({ description: 'how many of them have the same class' }),
    verdicts: Type.Object({
      real: Type.Number(),
      false_alarm: Type.Number(),
      expected: Type.Number(),
      none: Type.Number(),
    }),
  }),
});
export type IncidentDetail = Static<typeof IncidentDetail>;
