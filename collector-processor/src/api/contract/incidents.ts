import { Type, type Static } from 'typebox';
import { INCIDENT_CLASSES, VERDICTS } from '../../incidents/types.ts';
import { Cell, LabelsSchema, MatchParam, TimeMs, TimeParam } from './common.ts';

/** A union of literals, typed as one: a mapped array has lost which they are. */
const literals = <T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(values.map((value) => Type.Literal(value))));

export const VerdictSchema = Type.Object({
  verdict: literals(VERDICTS),
  comment: Type.String(),
  by: Type.String(),
  atMs: TimeMs,
});

export const IncidentSchema = Type.Object(
  {
    id: Type.String(),
    watch: Type.String(),
    labels: LabelsSchema,
    class: literals(INCIDENT_CLASSES),
    direction: Type.Union([Type.Literal(-1), Type.Literal(1)]),
    status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    severity: Type.Number({ minimum: 0, maximum: 100 }),
    startMs: TimeMs,
    endMs: Type.Union([TimeMs, Type.Null()]),
    lastMs: TimeMs,
    peakMs: TimeMs,
    peakScore: Type.Number(),
    peakValue: Cell,
    peakExpected: Type.Number(),
    impact: Cell,
    explanation: Type.String(),
    closedBecause: Type.Union([
      Type.Literal('recovered'),
      Type.Literal('accepted'),
      Type.Literal('expired'),
      Type.Null(),
    ]),
    verdict: Type.Union([VerdictSchema, Type.Null()]),
  },
  { $id: 'Incident' },
);
export type IncidentBody = Static<typeof IncidentSchema>;

export const IncidentsQuery = Type.Object({
  from: Type.Optional(TimeParam),
  to: Type.Optional(TimeParam),
  watch: Type.Optional(Type.String()),
  match: Type.Optional(MatchParam),
  status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 500, description: 'newest first' })),
});

export const IncidentsResponse = Type.Object({
  incidents: Type.Array(IncidentSchema),
  total: Type.Number({ description: 'how many match, before the limit' }),
});
export type IncidentsResponse = Static<typeof IncidentsResponse>;

export const VerdictRequest = Type.Object(
  {
    verdict: literals(VERDICTS),
    comment: Type.Optional(Type.String({ maxLength: 2000 })),
    by: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type VerdictRequest = Static<typeof VerdictRequest>;
