import type { MetricColumns } from '../intake/wire/metric-columns.ts';
import type { Observation } from './observation.ts';
import type { StreamTable } from './stream-table.ts';
import type { Totals } from './totals.ts';

/** Totals of counters: one number each, in a column of the streams. */
export function createNumberTotals({ rows }: StreamTable, observation: Observation): Totals {
  let columns: MetricColumns | null = null;
  let point = 0;
  return {
    read(given, at) {
      columns = given;
      point = at;
    },
    has: (row) => !Number.isNaN(rows.total[row]!),
    observeGrowth(row) {
      const added = columns!.points.value[point]! - rows.total[row]!;
      if (added < 0) return 'decreased';
      observation.kind = 'increase';
      observation.value = added;
      return 'increased';
    },
    observeWhole() {
      observation.kind = 'increase';
      observation.value = columns!.points.value[point]!;
    },
    keep(row) {
      rows.total[row] = columns!.points.value[point]!;
    },
    forget(row) {
      rows.total[row] = NaN;
    },
  };
}
