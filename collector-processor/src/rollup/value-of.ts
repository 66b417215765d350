import type { Measure } from '../measure/watch.ts';
import type { Rollup } from './types.ts';

/** What a span of a measure is told as: the highest step where highest values are measured, the mean of all others. */
export function valueOf(measure: Measure, { mean, max }: Rollup): number | null {
  return measure === 'max' ? max : mean;
}

/** The same without steps outside the limits or in an incident; null where nothing is left. */
export function normalValueOf(measure: Measure, { normalMean, normalMax }: Rollup): number | null {
  return measure === 'max' ? normalMax : normalMean;
}
