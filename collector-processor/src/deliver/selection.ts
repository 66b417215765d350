import type { ExportPolicy } from '../config/settings.ts';
import type { StepReport } from '../pipeline/types.ts';
import { anomalousOf, type DerivedTable } from './derived-table.ts';
import { createSeriesCap } from './series-cap.ts';

/** Under the policy `anomalous` a series is given out for so long after its last anomalous step: its 0 ends an alert. */
const LINGER_MS = 10 * 60_000;

/** Which rows of a step are given out: by the policy, and as many as the cap allows. */
export function createSelection(policy: ExportPolicy, maxSeries: number) {
  const cap = createSeriesCap(maxSeries);
  /** Start of the last anomalous step, by series id. */
  const anomalousAt = new Map<number, number>();

  function anomalousRows(report: StepReport): number[] {
    const { series, stepStartMs } = report.step;
    const anomalous = anomalousOf(report);
    const rows: number[] = [];
    series.forEach(({ id }, row) => {
      if (anomalous[row] === 1) anomalousAt.set(id, stepStartMs);
      const lastMs = anomalousAt.get(id);
      if (lastMs === undefined) return;
      if (stepStartMs - lastMs <= LINGER_MS) rows.push(row);
      else anomalousAt.delete(id);
    });
    return rows;
  }

  return {
    /** Row numbers of a closed step, ascending. */
    rowsOf(report: StepReport): readonly number[] {
      const { watch, part, series } = report.step;
      if (policy !== 'anomalous') return cap.admit(watch, part, series);
      const rows = anomalousRows(report);
      const chosen = rows.map((row) => series[row]!);
      return cap.admit(watch, part, chosen).map((at) => rows[at]!);
    },
    /** Row numbers of a forecast: those whose steps are given out. */
    rowsOfForecast: ({ watch, part, series }: DerivedTable): number[] => cap.rowsOf(watch, part, series),
    /** Series left out now because there are too many. */
    omitted: cap.omitted,
  };
}
