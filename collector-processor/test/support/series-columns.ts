import type { SeriesColumns } from '../../src/detect/learned/types.ts';

/** What is scored: NaN where a model had not seen enough yet. */
export const present = (scores: Float64Array): Float64Array => scores.filter((score) => !Number.isNaN(score));

/** Steps `from` … `to` − 1 of a series and of its companions. */
export function cut<T extends SeriesColumns>(columns: T, from: number, to: number): T {
  const companions = Object.entries(columns.companions ?? {}).map(([name, values]) => [name, values.slice(from, to)]);
  return {
    ...columns,
    startMs: columns.startMs + from * columns.stepMs,
    values: columns.values.slice(from, to),
    companions: Object.fromEntries(companions),
  };
}

/** The last `steps` of a series. */
export const tail = <T extends SeriesColumns>(columns: T, steps: number): T =>
  cut(columns, columns.values.length - steps, columns.values.length);
