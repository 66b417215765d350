import { Type, type Static } from 'typebox';
import { INCIDENT_CLASSES, VERDICTS } from '../../incidents/types.ts';
import { Cell, LabelsSchema, literals, MatchParam, TimeMs, TimeParam } from './common.ts';
import { RangeSeries } from './range.ts';

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

export const INCIDENT_ORDERS = ['newest', 'severity'] as const;

export const IncidentsQuery = Type.Object({
  from: Type.Optional(TimeParam),
  to: Type.Optional(TimeParam),
  watch: Type.Optional(Type.String()),
  match: Type.Optional(MatchParam),
  status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
  class: Type.Optional(
    Type.String({
      description: `comma-separated, of: ${INCIDENT_CLASSES.join(', ')}`,
      examples: ['drop,drop_to_zero'],
    }),
  ),
  minSeverity: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'this severity and above' })),
  verdict: Type.Optional(literals(['none', ...VERDICTS], { description: 'the newest verdict; none: not judged yet' })),
  order: Type.Optional(literals(INCIDENT_ORDERS, { description: 'newest (default) or highest severity first' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 500 })),
  offset: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
      description: 'how many to leave out: the pages before',
    }),
  ),
  spark: Type.Optional(
    Type.Integer({
      minimum: 4,
      maximum: 120,
      description: 'with each of the first 100 incidents its value and band around it, at most so many points',
    }),
  ),
});
export type IncidentsQuery = Static<typeof IncidentsQuery>;

export const IncidentsResponse = Type.Object({
  incidents: Type.Array(IncidentSchema),
  total: Type.Number({ description: 'how many match, before limit and offset' }),
  sparks: Type.Optional(
    Type.Array(Type.Union([RangeSeries, Type.Null()]), {
      description: 'only with `spark`: entry i belongs to incidents[i]; null where its steps have aged out',
    }),
  ),
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

/** The same word on many incidents. */
export const VerdictsRequest = Type.Object(
  {
    ids: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 500, uniqueItems: true }),
    ...VerdictRequest.properties,
  },
  { additionalProperties: false },
);
export type VerdictsRequest = Static<typeof VerdictsRequest>;

export const VerdictsResponse = Type.Object({
  judged: Type.Array(IncidentSchema, { description: 'as they are now' }),
  failed: Type.Array(Type.Object({ id: Type.String(), code: Type.String(), message: Type.String() })),
});
export type VerdictsResponse = Static<typeof VerdictsResponse>;
