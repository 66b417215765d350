import { OUTCOME, type MetricEntry } from './entry.ts';

/** What comes in. */
export const INTAKE_METRICS = {
  'tidemark.intake.requests': {
    kind: 'counter',
    unit: '{request}',
    description: 'OTLP requests answered',
    attributes: {
      signal: 'metrics, traces, logs or unknown',
      status: 'HTTP status of the answer',
      error: 'why nothing of it was taken, by its code (docs/errors.md); empty when it was',
    },
  },
  'tidemark.intake.points': {
    kind: 'counter',
    unit: '{point}',
    description: 'Data points, spans and log records received, by what became of them',
    attributes: {
      signal: 'metrics, traces, logs or unknown',
      outcome: OUTCOME,
      reason: 'why it was refused; empty when accepted',
    },
  },
  'tidemark.intake.partials': {
    kind: 'counter',
    unit: '{partial}',
    description: 'Contributions to steps, by what became of them',
    attributes: {
      outcome: OUTCOME,
      reason:
        'late, future, overflow or token_overflow (its token has all the series it may have); empty when accepted',
      token: 'of overflow: the name of a token whose series are limited; else empty',
    },
  },
} as const satisfies Record<string, MetricEntry>;
