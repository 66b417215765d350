import type { DatabaseSync } from 'node:sqlite';

export interface WarningFilter {
  readonly watch?: string;
  readonly status?: 'open' | 'closed';
  readonly limit?: number;
}

const DEFAULT_LIMIT = 500;

/** What opens, is told anew, and closes. */
interface Kept {
  readonly id: string;
  readonly watch: string;
  readonly openedMs: number;
  readonly closedMs: number | null;
}

export function createWarningsTable<T extends Kept>(db: DatabaseSync, table: 'maintenance_warnings' | 'degradations') {
  const save = db.prepare(
    `INSERT OR REPLACE INTO ${table} (id, watch, opened_ms, closed_ms, body) VALUES (?, ?, ?, ?, ?)`,
  );
  const list = db.prepare(
    `SELECT body FROM ${table} WHERE (? IS NULL OR watch = ?) AND (? IS NULL OR (closed_ms IS NULL) = ?)
     ORDER BY opened_ms DESC LIMIT ?`,
  );
  const removeBefore = db.prepare(`DELETE FROM ${table} WHERE closed_ms < ?`);
  const removeOf = db.prepare(`DELETE FROM ${table} WHERE watch = ?`);
  return {
    save: (warning: T): void =>
      void save.run(warning.id, warning.watch, warning.openedMs, warning.closedMs, JSON.stringify(warning)),
    /** Newest first. */
    list({ watch, status, limit = DEFAULT_LIMIT }: WarningFilter): T[] {
      const open = status === undefined ? null : Number(status === 'open');
      const rows = list.all(watch ?? null, watch ?? null, open, open, limit);
      return rows.map(({ body }) => JSON.parse(String(body)) as T);
    },
    removeBefore: (beforeMs: number): void => void removeBefore.run(beforeMs),
    removeOf: (watch: string): void => void removeOf.run(watch),
  };
}
