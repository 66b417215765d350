import { DELIVERY_METRICS } from './metrics/delivery.ts';
import { DURABILITY_METRICS } from './metrics/durability.ts';
import type { MetricEntry } from './metrics/entry.ts';
import { INTAKE_METRICS } from './metrics/intake.ts';
import { PROCESS_METRICS } from './metrics/process.ts';
import { SCORING_METRICS } from './metrics/scoring.ts';
import { SLOW_LANE_METRICS } from './metrics/slow-lane.ts';
import { SOURCE_METRICS } from './metrics/sources.ts';

export type { MetricEntry };

/**
 * Tidemark's own metrics, as data: the SDK's instruments, docs/telemetry.md and the types of `Telemetry` are all made from
 * this table. Names are OpenTelemetry's; Prometheus sees them with underscores, the unit and `_total` appended.
 */
export const METRICS = {
  ...INTAKE_METRICS,
  ...SCORING_METRICS,
  ...SOURCE_METRICS,
  ...DELIVERY_METRICS,
  ...SLOW_LANE_METRICS,
  ...DURABILITY_METRICS,
  ...PROCESS_METRICS,
} as const satisfies Record<string, MetricEntry>;

type NamesOf<Kind extends MetricEntry['kind']> = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[keyof typeof METRICS];

export type CounterName = NamesOf<'counter'>;
export type HistogramName = NamesOf<'histogram'>;
export type GaugeName = NamesOf<'gauge'>;

/** Seconds; from a fast in-memory pass to a request that gave up. */
export const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
