import type { EvaluatedDetector } from '../types.ts';
import { columnRun } from './column-run.ts';

/** MAD of a normal distribution to its standard deviation. */
const MAD_TO_SIGMA = 1.4826;
const LIMIT_SIGMAS = 3;
const FLOAT_BYTES = 8;

/** The rule most people start from: further than three (robust) standard deviations from the median of the unscored part. */
export const threeSigma: EvaluatedDetector = {
  run: (series) =>
    columnRun(series, 2 * FLOAT_BYTES, () => {
      const past = series.values.subarray(0, series.testFrom);
      const centre = median(past);
      const sigma = MAD_TO_SIGMA * median(past.map((value) => Math.abs(value - centre)));
      return series.values.map((value) => Math.abs(value - centre) / (LIMIT_SIGMAS * (sigma || 1e-9)));
    }),
};

/** Of the values there are; 0 for none. */
function median(values: Float64Array): number {
  const sorted = values.filter((value) => value === value).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
