import type { HourlyHistory } from '../types.ts';

/** A service whose latency or errors are judged beside the load that it carries. */
export interface LoadedHistory extends HourlyHistory {
  /** Load of the same steps; NaN = missing. */
  readonly load: Float64Array;
  /** Whether values are shares (errors) instead of durations. */
  readonly ratio: boolean;
}

/** It has become worse than its load explains. */
export interface Degradation {
  /** `drift`: it goes on rising; `step`: it has been higher since. */
  readonly shape: 'drift' | 'step';
  /** Start of the day on which it began, ms. */
  readonly sinceMs: number;
  /** At the usual load: before it began, and on the last day. */
  readonly before: number;
  readonly now: number;
  /** Growth a day of a drift at the same load, as a share; 0 of a step. */
  readonly perDay: number;
  /** How many standard errors of chance it is away from nothing. */
  readonly sureness: number;
}
