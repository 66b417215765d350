import type { SeriesRef } from '../series/types.ts';

/**
 * Which series are given out when there are more than a backend should get: those that came first stay, so that a line
 * does not flicker; a place is free again when its series leaves the steps of its watch.
 */
export function createSeriesCap(maxSeries: number) {
  /** By watch and part of its steps. */
  const admitted = new Map<string, Set<number>>();
  const omitted = new Map<string, number>();
  let total = 0;

  /** Row numbers of `series` (all live ones of this part of the watch) that are given out. */
  function admit(watch: string, part: number, series: readonly SeriesRef[]): number[] {
    const key = `${part}/${watch}`;
    const before = admitted.get(key) ?? new Set<number>();
    const live = new Set<number>();
    for (const { id } of series) if (before.has(id)) live.add(id);
    total += live.size - before.size;
    for (const { id } of series) {
      if (total >= maxSeries) break;
      if (live.has(id)) continue;
      live.add(id);
      total++;
    }
    admitted.set(key, live);
    omitted.set(key, series.length - live.size);
    return rowsIn(live, series);
  }

  return {
    admit,
    /** The same for some of the part's series: none is admitted anew, none gives up its place. */
    rowsOf: (watch: string, part: number, series: readonly SeriesRef[]): number[] =>
      rowsIn(admitted.get(`${part}/${watch}`) ?? new Set(), series),
    /**
     * Of some series of a watch, whatever their part: those that are given out, and while there is room also those that
     * are new; they were first heard of when their step had closed. They get a place of their own with the next step.
     */
    admitLate(watch: string, series: readonly SeriesRef[]): number[] {
      const ids = new Set<number>();
      for (const [key, known] of admitted) {
        if (key.slice(key.indexOf('/') + 1) === watch) for (const id of known) ids.add(id);
      }
      const first = `0/${watch}`;
      for (const { id } of series) {
        if (total >= maxSeries) break;
        if (ids.has(id)) continue;
        ids.add(id);
        admitted.set(first, (admitted.get(first) ?? new Set()).add(id));
        total++;
      }
      return rowsIn(ids, series);
    },
    /** Series left out now. */
    omitted: (): number => [...omitted.values()].reduce((sum, count) => sum + count, 0),
  };
}

function rowsIn(ids: ReadonlySet<number>, series: readonly SeriesRef[]): number[] {
  const rows: number[] = [];
  if (ids.size === 0) return rows;
  series.forEach(({ id }, row) => {
    if (ids.has(id)) rows.push(row);
  });
  return rows;
}
