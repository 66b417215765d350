import type { DatabaseSync } from 'node:sqlite';
import { reasonOf } from './database.ts';

/** A write either is in the database or it is not; a full disk is the latter, never a crash. */
export type WriteOutcome = { readonly status: 'written' } | { readonly status: 'failed'; readonly reason: string };

export type StoreOperation = 'steps' | 'incident' | 'models' | 'prune' | 'watch' | 'forecast' | 'warning' | 'sync';

export interface WriterOptions {
  readonly db: DatabaseSync;
  /** Milliseconds that only ever grow, for measuring how long a write took. */
  readonly stopwatch: () => number;
  readonly onWrite?: ((operation: StoreOperation, durationMs: number) => void) | undefined;
  /** Called for each write that failed, with SQLite's reason (`database or disk is full`). */
  readonly onFailure?: ((operation: StoreOperation, reason: string) => void) | undefined;
}

export type Writer = (operation: StoreOperation, body: () => void) => WriteOutcome;

/** Runs each write in a transaction of its own, times it, and turns what SQLite throws into an outcome. */
export function createWriter({ db, stopwatch, onWrite, onFailure }: WriterOptions): Writer {
  return (operation, body) => {
    const startedMs = stopwatch();
    try {
      db.exec('BEGIN IMMEDIATE');
      body();
      db.exec('COMMIT');
    } catch (cause) {
      // SQLite has rolled back by itself after some errors (a full disk among them).
      if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
      const reason = reasonOf(cause);
      onFailure?.(operation, reason);
      return { status: 'failed', reason };
    }
    onWrite?.(operation, stopwatch() - startedMs);
    return { status: 'written' };
  };
}
