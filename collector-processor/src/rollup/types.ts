/**
 * A span of one series in a few numbers. What incidents and alarms cover is counted apart: the `normal` numbers leave it
 * out, the others do not. Durations instead of counts, so that a watch can change its step.
 */
export interface Rollup {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** How much of the span had values, ms. */
  readonly presentMs: number;
  /** How much of the span had values that were no part of an incident and within the limits, ms. */
  readonly normalMs: number;
  /** Weighted by time; null without any value. */
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly normalMean: number | null;
  readonly normalMax: number | null;
}
