import type { MetricColumns } from '../intake/wire/metric-columns.ts';

/** Whether something was added between two totals; `decreased` where that cannot be: the sender began anew. */
export type Change = 'increased' | 'decreased' | 'incomparable';

/**
 * What the streams of one kind of metric said last, by row of the stream table, and what a point adds to it. Numbers that
 * matter are left in the observation and in columns: one that is handed over in a call is put on the heap.
 */
export interface Totals {
  /** Of what the other calls are from now on; nothing may be wrong with the point. */
  read(columns: MetricColumns, point: number): void;
  /** Whether the stream has said a total before. */
  has(row: number): boolean;
  /** What the point says more than the last total, into the observation where it is `increased`. */
  observeGrowth(row: number): Change;
  /** All that the point says. @param hasMax its maximum is of the interval that is observed */
  observeWhole(hasMax: boolean): void;
  /** The point is the last total from now on. */
  keep(row: number): void;
  /** From now on only the time of what the stream says matters. */
  forget(row: number): void;
}
