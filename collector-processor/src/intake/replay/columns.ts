import type { Labels } from '../../series/types.ts';

/** A series as a file names it; `index` is its place in the columns. */
export interface ReplaySeries {
  readonly watch: string;
  readonly labels: Labels;
}

/**
 * Every good row of a file as three columns, 20 bytes a row: a file may hold one series after the other, and only when
 * all of it is read can it be told in the order of time.
 */
export interface RowColumns {
  readonly series: readonly ReplaySeries[];
  readonly length: number;
  readonly seriesIndex: Uint32Array;
  readonly timeMs: Float64Array;
  /** NaN: the row says that there was no value. */
  readonly value: Float64Array;
}

export interface RowCollector {
  /** `labels` in the order of the header. */
  add(watch: string, labels: readonly string[], timeMs: number, value: number): void;
  columns(): RowColumns;
}

const FIRST_CAPACITY = 4096;

export function createRowCollector(labelNames: readonly string[]): RowCollector {
  const series: ReplaySeries[] = [];
  const indexOf = new Map<string, number>();
  let capacity = FIRST_CAPACITY;
  let length = 0;
  let seriesIndex = new Uint32Array(capacity);
  let timesMs = new Float64Array(capacity);
  let values = new Float64Array(capacity);

  function grow(): void {
    capacity *= 2;
    const [oldIndex, oldTimes, oldValues] = [seriesIndex, timesMs, values];
    seriesIndex = new Uint32Array(capacity);
    timesMs = new Float64Array(capacity);
    values = new Float64Array(capacity);
    seriesIndex.set(oldIndex);
    timesMs.set(oldTimes);
    values.set(oldValues);
  }

  return {
    add(watch, labels, timeMs, value) {
      const key = JSON.stringify([watch, ...labels]);
      let index = indexOf.get(key);
      if (index === undefined) {
        index = series.length;
        indexOf.set(key, index);
        series.push({ watch, labels: Object.fromEntries(labelNames.map((name, i) => [name, labels[i] ?? ''])) });
      }
      if (length === capacity) grow();
      seriesIndex[length] = index;
      timesMs[length] = timeMs;
      values[length] = value;
      length++;
    },
    columns: () => ({
      series,
      length,
      seriesIndex: seriesIndex.subarray(0, length),
      timeMs: timesMs.subarray(0, length),
      value: values.subarray(0, length),
    }),
  };
}

/** Row numbers in the order of time; rows of one time stay in file order. */
export function timeOrder({ length, timeMs }: RowColumns): Uint32Array {
  const order = new Uint32Array(length);
  let sorted = true;
  for (let row = 0; row < length; row++) {
    order[row] = row;
    if (row > 0 && (timeMs[row] as number) < (timeMs[row - 1] as number)) sorted = false;
  }
  return sorted ? order : order.sort((a, b) => (timeMs[a] as number) - (timeMs[b] as number) || a - b);
}
