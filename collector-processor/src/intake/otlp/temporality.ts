import type { Temporality } from './decoded.ts';

/** @param code of OTLP's AggregationTemporality */
export function temporality(code: number): Temporality {
  return code === 1 ? 'delta' : code === 2 ? 'cumulative' : 'unspecified';
}
