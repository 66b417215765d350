import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { migrate } from './schema.ts';

export const MEMORY = ':memory:';

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** Upper bound of the file; 0: none. */
  readonly maxBytes: number;
  readonly nowMs: number;
}

/** Opens and migrates the database, or throws a coded error that says what is the matter with the file. */
export function openDatabase({ path, maxBytes, nowMs }: DatabaseOptions): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    if (path !== MEMORY) mkdirSync(dirname(path), { recursive: true });
    db = new DatabaseSync(path, { timeout: 5000 });
    // WAL: readers do not wait for the writer. NORMAL: a power cut may lose the last transactions, never the database.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    migrate(db, path, nowMs);
    if (maxBytes > 0) limitSize(db, maxBytes);
    return db;
  } catch (cause) {
    db?.close();
    if (cause instanceof TidemarkError) throw cause;
    throw new TidemarkError('TLERR_STORE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}

function limitSize(db: DatabaseSync, maxBytes: number): void {
  const pageBytes = Number(db.prepare('PRAGMA page_size').get()?.page_size);
  db.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / pageBytes)}`);
}

/** What SQLite says. By shape, not class: under jest its errors belong to another realm. */
export function reasonOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
}
