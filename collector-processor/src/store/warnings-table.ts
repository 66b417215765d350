import type { DatabaseSync } from 'node:sqlite';
import type { MaintenanceWarning } from '../maintenance/warning.ts';

export interface WarningFilter {
  readonly watch?: string;
  readonly status?: 'open' | 'closed';
  readonly limit?: number;
}

const DEFAULT_LIMIT = 500;

export function createWarningsTable(db: DatabaseSync) {
  const save = db.prepare(
    'INSERT OR REPLACE INTO maintenance_warnings (id, watch, opened_ms, closed_ms, body) VALUES (?, ?, ?, ?, ?)',
  );
  const list = db.prepare(
    `SELECT body FROM maintenance_warnings WHERE (? IS NULL OR watch = ?) AND (? IS NULL OR (closed_ms IS NULL) = ?)
     ORDER BY opened_ms DESC LIMIT ?`,
  );
  const removeBefore = db.prepare('DELETE FROM maintenance_warnings WHERE closed_ms < ?');
  return {
    save: (warning: MaintenanceWarning): void =>
      void save.run(warning.id, warning.watch, warning.openedMs, warning.closedMs, JSON.stringify(warning)),
    /** Newest first. */
    list({ watch, status, limit = DEFAULT_LIMIT }: WarningFilter): MaintenanceWarning[] {
      const open = status === undefined ? null : Number(status === 'open');
      const rows = list.all(watch ?? null, watch ?? null, open, open, limit);
      return rows.map(({ body }) => JSON.parse(String(body)) as MaintenanceWarning);
    },
    removeBefore: (beforeMs: number): void => void removeBefore.run(beforeMs),
  };
}
