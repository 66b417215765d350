import type { SeriesRef } from '../series/types.ts';

/**
 * Which series are given out when there are more than a backend should get: those that came first stay, so that a line
 * does not flicker; a place is free again when its series leaves the steps of its watch.
 */
export function createSeriesCap(maxSeries: number) {
  const parts = new Map<string, Part>();
  let total = 0;

  /** Row numbers of `series` (all live ones of this part of the watch) that are given out; the same list while they stay the same. */
  function admit(watch: string, part: number, series: readonly SeriesRef[]): readonly number[] {
    const key = `${part}/${watch}`;
    const before = parts.get(key) ?? NOTHING;
    const isFull = before.rows.length === series.length || total >= maxSeries;
    // Step after step they are the same, in the same list.
    if (before.series === series && isFull) return before.rows;
    const live = new Set<number>();
    for (const { id } of series) if (before.admitted.has(id)) live.add(id);
    total += live.size - before.admitted.size;
    for (const { id } of series) {
      if (total >= maxSeries) break;
      if (live.has(id)) continue;
      live.add(id);
      total++;
    }
    const rows = rowsIn(live, series);
    parts.set(key, { admitted: live, series, rows, omitted: series.length - rows.length });
    return rows;
  }

  return {
    admit,
    /** The same for some of the part's series: none is admitted anew, none gives up its place. */
    rowsOf: (watch: string, part: number, series: readonly SeriesRef[]): number[] =>
      rowsIn((parts.get(`${part}/${watch}`) ?? NOTHING).admitted, series),
    /**
     * Of some series of a watch, whatever their part: those that are given out, and while there is room also those that
     * are new; they were first heard of when their step had closed. They get a place of their own with the next step.
     */
    admitLate(watch: string, series: readonly SeriesRef[]): number[] {
      const ids = new Set<number>();
      for (const [key, { admitted }] of parts) {
        if (key.slice(key.indexOf('/') + 1) === watch) for (const id of admitted) ids.add(id);
      }
      const late = new Set<number>();
      for (const { id } of series) {
        if (total >= maxSeries) break;
        if (ids.has(id)) continue;
        ids.add(id);
        late.add(id);
        total++;
      }
      const first = `0/${watch}`;
      const known = parts.get(first) ?? NOTHING;
      if (late.size > 0) parts.set(first, { ...known, admitted: new Set([...known.admitted, ...late]), series: null });
      return rowsIn(ids, series);
    },
    /** Series left out now. */
    omitted: (): number => [...parts.values()].reduce((sum, { omitted }) => sum + omitted, 0),
  };
}

/** Who is given out of a part of a watch's steps. */
interface Part {
  /** Ids. */
  readonly admitted: ReadonlySet<number>;
  /** Of the newest step, and the rows of them that are admitted; null when someone was admitted since. */
  readonly series: readonly SeriesRef[] | null;
  readonly rows: readonly number[];
  readonly omitted: number;
}

const NOTHING: Part = { admitted: new Set(), series: null, rows: [], omitted: 0 };

function rowsIn(ids: ReadonlySet<number>, series: readonly SeriesRef[]): number[] {
  const rows: number[] = [];
  if (ids.size === 0) return rows;
  series.forEach(({ id }, row) => {
    if (ids.has(id)) rows.push(row);
  });
  return rows;
}
