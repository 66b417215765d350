import { labelsKey } from './labels.ts';
import type { Labels, SeriesRef } from './types.ts';

export interface RegistryOptions {
  readonly watch: string;
  /** Series at most; what comes after goes to one series with the label `overflow="true"`; the lane counts it. */
  readonly maxSeries: number;
  /** Gives process-wide unique series ids. */
  readonly nextId: () => number;
}

export const OVERFLOW_LABELS: Labels = Object.freeze({ overflow: 'true' });

/**
 * The series of one watch: labels → row. A row is where the series' learned state stands in every column; rows are
 * dense, never reused while the process lives, and a retired row stays empty until the next restart.
 */
export function createRegistry({ watch, maxSeries, nextId }: RegistryOptions) {
  const rows = new Map<string, number>();
  const refs: SeriesRef[] = [];
  const retired = new Set<number>();

  /** The row of these labels, made when new. */
  function rowOf(labels: Labels): number {
    const key = labelsKey(labels);
    const known = rows.get(key);
    if (known !== undefined) {
      retired.delete(known);
      return known;
    }
    if (refs.length >= maxSeries && labels !== OVERFLOW_LABELS) {
      return rowOf(OVERFLOW_LABELS);
    }
    return add({ id: nextId(), watch, labels: Object.freeze({ ...labels }) });
  }

  function add(ref: SeriesRef): number {
    const row = refs.length;
    refs.push(ref);
    rows.set(labelsKey(ref.labels), row);
    return row;
  }

  return {
    rowOf,
    /** The row of these labels; −1 when there is none. */
    find: (labels: Labels): number => rows.get(labelsKey(labels)) ?? -1,
    ref: (row: number): SeriesRef => refs[row]!,
    /** Rows in use, retired ones included. */
    size: () => refs.length,
    /** The series is gone: it is left out of steps until it reports again. */
    retire: (row: number) => void retired.add(row),
    isRetired: (row: number) => retired.has(row),
    live: (): SeriesRef[] => refs.filter((_ref, row) => !retired.has(row)),
    snapshot: () => ({ refs: [...refs], retired: [...retired] }),
    /** Only on an empty registry. */
    restore(state: { refs: SeriesRef[]; retired: number[] }): void {
      state.refs.forEach(add);
      state.retired.forEach((row) => retired.add(row));
    },
  };
}
