import type { DatabaseSync } from 'node:sqlite';
import type { Rollup } from '../rollup/types.ts';

/** What is on disk: weeks are made of days when they are read. */
export type StoredPeriod = 'hour' | 'day';
const CODES: Readonly<Record<StoredPeriod, number>> = { hour: 0, day: 1 };

const NAMES = 'start_ms, end_ms, present_ms, normal_ms, mean, min, max, normal_mean, normal_max';

export function createRollupsTable(db: DatabaseSync) {
  const write = db.prepare(
    `INSERT OR REPLACE INTO rollups (series_id, period, ${NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = db.prepare(
    `SELECT ${NAMES} FROM rollups WHERE series_id = ? AND period = ? AND start_ms >= ? AND start_ms < ?`,
  );
  read.setReturnArrays(true);
  const newestEnd = db.prepare(
    'SELECT end_ms FROM rollups WHERE series_id = ? AND period = ? ORDER BY start_ms DESC LIMIT 1',
  );
  const newestKnown = db.prepare(
    `SELECT end_ms FROM rollups WHERE series_id = ? AND period = ${CODES.hour} AND mean IS NOT NULL
     ORDER BY start_ms DESC LIMIT 1`,
  );
  const remove = db.prepare('DELETE FROM rollups WHERE series_id = ? AND period = ? AND start_ms < ?');
  const any = db.prepare('SELECT 1 FROM rollups WHERE series_id = ? LIMIT 1');

  return {
    write(seriesId: number, period: StoredPeriod, r: Rollup): void {
      const { startMs, endMs, presentMs, normalMs, mean, min, max, normalMean, normalMax } = r;
      write.run(seriesId, CODES[period], startMs, endMs, presentMs, normalMs, mean, min, max, normalMean, normalMax);
    },
    /** By start, oldest first; fromMs inclusive, toMs exclusive. */
    read(seriesId: number, period: StoredPeriod, fromMs: number, toMs: number): Rollup[] {
      const rows = read.all(seriesId, CODES[period], fromMs, toMs) as unknown as (number | null)[][];
      return rows.map(([startMs, endMs, presentMs, normalMs, mean, min, max, normalMean, normalMax]) => ({
        startMs: startMs!,
        endMs: endMs!,
        presentMs: presentMs!,
        normalMs: normalMs!,
        mean: mean!,
        min: min!,
        max: max!,
        normalMean: normalMean!,
        normalMax: normalMax!,
      }));
    },
    /** End of the newest one; before all time where there is none. */
    newestEndMs: (seriesId: number, period: StoredPeriod): number =>
      Number(newestEnd.get(seriesId, CODES[period])?.end_ms ?? Number.MIN_SAFE_INTEGER),
    /** End of the newest hour that had a value; null: none had. */
    lastValueMs(seriesId: number): number | null {
      const row = newestKnown.get(seriesId);
      return row === undefined ? null : Number(row.end_ms);
    },
    removeBefore: (seriesId: number, period: StoredPeriod, beforeMs: number): void =>
      void remove.run(seriesId, CODES[period], beforeMs),
    hasAny: (seriesId: number): boolean => any.get(seriesId) !== undefined,
  };
}

export type RollupsTable = ReturnType<typeof createRollupsTable>;
