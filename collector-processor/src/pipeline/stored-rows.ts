import { createSeriesCap } from '../deliver/series-cap.ts';
import type { StepReport } from './types.ts';
import { takeRows } from './report.ts';

/**
 * Which rows of a step are kept here: of the series that came first, as many as there may be. Incidents are kept of all.
 */
export function createStoredRows(maxSeries: number) {
  const cap = createSeriesCap(maxSeries);

  function storedOf(report: StepReport): StepReport {
    const { watch, part, series, revision, columns } = report.step;
    const rows = revision > 0 ? cap.admitLate(watch, series) : cap.admit(watch, part, series);
    if (rows.length === series.length) return report;
    return {
      ...report,
      step: { ...report.step, series: rows.map((row) => series[row]!), columns: takeRows(columns, rows) },
      incidents: rows.map((row) => report.incidents[row]!),
    };
  }

  return { storedOf, omitted: cap.omitted };
}
