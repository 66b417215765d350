import type { DatabaseSync } from 'node:sqlite';

/** A watch that raises no alarm for a while; it learns and keeps its incidents all the same. */
export interface Mute {
  readonly watch: string;
  /** null: until it is lifted. */
  readonly untilMs: number | null;
  readonly reason: string;
  /** Who said it; empty when unknown. */
  readonly by: string;
  readonly atMs: number;
}

export function createMutesTable(db: DatabaseSync) {
  const upsert = db.prepare(
    'INSERT OR REPLACE INTO mutes (watch, until_ms, reason, said_by, at_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = db.prepare('DELETE FROM mutes WHERE watch = ?');
  const all = db.prepare('SELECT * FROM mutes');

  return {
    /** null lifts it. */
    save(watch: string, mute: Mute | null): void {
      if (mute === null) remove.run(watch);
      else upsert.run(watch, mute.untilMs, mute.reason, mute.by, mute.atMs);
    },
    list: (): Mute[] =>
      all.all().map(({ watch, until_ms, reason, said_by, at_ms }) => ({
        watch: String(watch),
        untilMs: until_ms === null ? null : Number(until_ms),
        reason: String(reason),
        by: String(said_by),
        atMs: Number(at_ms),
      })),
  };
}
