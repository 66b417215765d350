import type { DatabaseSync } from 'node:sqlite';

/** A watch made at run time. */
export interface SavedWatch {
  readonly name: string;
  /** As tidemark.yaml would have it; whoever reads it checks it anew, since the schema may have changed meanwhile. */
  readonly config: unknown;
  readonly savedMs: number;
  /** As far as the caller told; empty when unknown. */
  readonly savedBy: string;
}

export function createWatchesTable(db: DatabaseSync) {
  const upsert = db.prepare(`
    INSERT INTO watches (name, config, saved_ms, saved_by) VALUES (?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET config = excluded.config, saved_ms = excluded.saved_ms, saved_by = excluded.saved_by`);
  const all = db.prepare('SELECT * FROM watches ORDER BY rowid');
  const remove = db.prepare('DELETE FROM watches WHERE name = ?');

  return {
    save({ name, config, savedMs, savedBy }: SavedWatch): void {
      upsert.run(name, JSON.stringify(config), savedMs, savedBy);
    },
    list: (): SavedWatch[] =>
      all.all().map(({ name, config, saved_ms, saved_by }) => ({
        name: String(name),
        config: JSON.parse(String(config)) as unknown,
        savedMs: Number(saved_ms),
        savedBy: String(saved_by),
      })),
    remove: (name: string): void => void remove.run(name),
  };
}
