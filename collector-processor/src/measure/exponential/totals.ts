import type { MetricColumns } from '../../intake/wire/metric-columns.ts';
import { observePacked, type Observation } from '../observation.ts';
import { NOT, type StreamTable } from '../stream-table.ts';
import type { Totals } from '../totals.ts';
import { createPacked, packPoint } from './packed.ts';
import { subtractPacked } from './subtract.ts';

/** Totals of exponential histograms: packed, in slots. A stream of them has a slot and no shape. */
export function createExponentialTotals(
  { rows, exponentials }: StreamTable,
  observation: Observation,
  maxBuckets: number,
): Totals {
  const current = createPacked(maxBuckets);
  const added = createPacked(maxBuckets);
  let columns: MetricColumns | null = null;
  let point = 0;

  return {
    read(given, at) {
      columns = given;
      point = at;
      packPoint(given, at, current);
    },
    has: (row) => rows.slot[row] !== NOT,
    observeGrowth(row) {
      const slot = rows.slot[row]!;
      const change = subtractPacked(current, exponentials.numbers(slot), exponentials.at(slot), added);
      if (change === 'increased') observePacked(observation, added);
      return change;
    },
    observeWhole(hasMax) {
      observePacked(observation, current);
      if (hasMax) observation.max = columns!.points.max[point]!;
    },
    keep(row) {
      rows.slot[row] = exponentials.put(rows.slot[row]!, current);
    },
    forget(row) {
      if (rows.slot[row] !== NOT) exponentials.release(rows.slot[row]!);
      rows.slot[row] = NOT;
    },
  };
}
