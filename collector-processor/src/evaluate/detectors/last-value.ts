import type { EvaluatedDetector } from '../types.ts';
import { columnRun } from './column-run.ts';

/** Share of the unscored part's changes that are within the limit. */
const WITHIN = 0.999;
const FLOAT_BYTES = 8;

/** The change since the last value: one line, and hard to beat where anomalies are jumps. */
export const lastValue: EvaluatedDetector = {
  run: (series) =>
    columnRun(series, FLOAT_BYTES, () => {
      let last = NaN;
      const changes = series.values.map((value) => {
        const change = Math.abs(value - last);
        if (value === value) last = value;
        return change;
      });
      const past = changes
        .slice(0, series.testFrom)
        .filter((change) => change === change)
        .sort();
      const limit = past[Math.floor(WITHIN * (past.length - 1))] || 1e-9;
      return changes.map((change) => change / limit);
    }),
};
