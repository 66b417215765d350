import type { DatabaseSync } from 'node:sqlite';
import { labelsKey } from '../series/labels.ts';
import type { Labels, SeriesRef } from '../series/types.ts';

export interface StoredSeries {
  /** The store's own id, not the engine's: it survives restarts. */
  readonly id: number;
  readonly watch: string;
  readonly labels: Labels;
}

/** JSON with sorted names: one text for one label set. */
export function canonicalLabels(labels: Labels): string {
  const names = Object.keys(labels).sort();
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, labels[name]])));
}

/** Series by watch + labels, read once at start and kept in memory: the engine's ids may differ after a restart. */
export function createSeriesTable(db: DatabaseSync) {
  const byWatch = new Map<string, Map<string, StoredSeries>>();
  /** Fast paths: the engine gives the same objects step after step, and of most parts of a step the same list of them. */
  let ids = new WeakMap<SeriesRef, number>();
  let lists = new WeakMap<readonly SeriesRef[], readonly number[]>();
  const insert = db.prepare('INSERT INTO series (watch, labels) VALUES (?, ?) RETURNING id');
  const remove = db.prepare('DELETE FROM series WHERE id = ?');

  load();

  function load(): void {
    byWatch.clear();
    ids = new WeakMap();
    lists = new WeakMap();
    for (const row of db.prepare('SELECT id, watch, labels FROM series').iterate()) {
      remember({ id: Number(row.id), watch: String(row.watch), labels: JSON.parse(String(row.labels)) as Labels });
    }
  }

  function remember(series: StoredSeries): void {
    let watch = byWatch.get(series.watch);
    if (watch === undefined) byWatch.set(series.watch, (watch = new Map()));
    watch.set(labelsKey(series.labels), series);
  }

  function idOf(ref: SeriesRef): number {
    const cached = ids.get(ref);
    if (cached !== undefined) return cached;
    let series = byWatch.get(ref.watch)?.get(labelsKey(ref.labels));
    if (series === undefined) {
      const row = insert.get(ref.watch, canonicalLabels(ref.labels));
      series = { id: Number(row?.id), watch: ref.watch, labels: ref.labels };
      remember(series);
    }
    ids.set(ref, series.id);
    return series.id;
  }

  function idsOf(refs: readonly SeriesRef[]): readonly number[] {
    let known = lists.get(refs);
    if (known === undefined) lists.set(refs, (known = refs.map(idOf)));
    return known;
  }

  return {
    /** The ids of series, made where they are new. Only inside a transaction. */
    idsOf,
    of: (watch: string): StoredSeries[] => [...(byWatch.get(watch)?.values() ?? [])],
    find: (watch: string, labels: Labels): StoredSeries | undefined => byWatch.get(watch)?.get(labelsKey(labels)),
    all: (): StoredSeries[] => [...byWatch.values()].flatMap((watch) => [...watch.values()]),
    /** Only inside a transaction; once it is written, the series is to be forgotten. */
    remove: (series: StoredSeries): void => void remove.run(series.id),
    /** Those that were removed: should one come again, it is a new one. */
    forget(gone: readonly StoredSeries[]): void {
      if (gone.length === 0) return;
      for (const { watch, labels } of gone) byWatch.get(watch)?.delete(labelsKey(labels));
      ids = new WeakMap();
      lists = new WeakMap();
    },
    /** After a transaction that added or removed series and failed: memory follows the disk. */
    reload: load,
  };
}

export type SeriesTable = ReturnType<typeof createSeriesTable>;
