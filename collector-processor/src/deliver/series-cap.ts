import type { SeriesRef } from '../series/types.ts';

/**
 * Which series are given out when there are more than a backend should get: those that came first stay, so that a line
 * does not flicker; a place is free again when its series leaves the steps of its watch.
 */
export function createSeriesCap(maxSeries: number) {
  const admitted = new Map<string, Set<number>>();
  const omitted = new Map<string, number>();
  let total = 0;

  /** Row numbers of `series` (all live ones of the watch) that are given out. */
  function admit(watch: string, series: readonly SeriesRef[]): number[] {
    const before = admitted.get(watch) ?? new Set<number>();
    const live = new Set<number>();
    for (const { id } of series) if (before.has(id)) live.add(id);
    total += live.size - before.size;
    for (const { id } of series) {
      if (live.has(id) || total >= maxSeries) continue;
      live.add(id);
      total++;
    }
    admitted.set(watch, live);
    omitted.set(watch, series.length - live.size);
    return rowsIn(live, series);
  }

  return {
    admit,
    /** The same for some of the watch's series (a revision): none is admitted anew, none gives up its place. */
    rowsOf: (watch: string, series: readonly SeriesRef[]): number[] => rowsIn(admitted.get(watch) ?? new Set(), series),
    /** Series left out now. */
    omitted: (): number => [...omitted.values()].reduce((sum, count) => sum + count, 0),
  };
}

function rowsIn(ids: ReadonlySet<number>, series: readonly SeriesRef[]): number[] {
  const rows: number[] = [];
  series.forEach(({ id }, row) => {
    if (ids.has(id)) rows.push(row);
  });
  return rows;
}
