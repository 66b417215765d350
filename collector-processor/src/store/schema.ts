import type { DatabaseSync } from 'node:sqlite';
import { TidemarkError } from '../errors/tidemark-error.ts';

/**
 * The database's shape as a list of migrations: entry i leads from version i to i + 1. Entries are only ever added.
 * `schema_migrations` says which have run, and when.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    watch TEXT NOT NULL,
    labels TEXT NOT NULL, -- JSON, names sorted: the identity that outlives the engine's ids
    UNIQUE (watch, labels)
  ) STRICT;

  CREATE TABLE steps (
    series_id INTEGER NOT NULL,
    step_ms INTEGER NOT NULL, -- START of the step
    revision INTEGER NOT NULL,
    value REAL, expected REAL, typical_lower REAL, typical_upper REAL, lower REAL, upper REAL, -- NULL: none
    score REAL, direction INTEGER, severity REAL, learning INTEGER, held INTEGER,
    PRIMARY KEY (series_id, step_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    watch TEXT NOT NULL,
    labels TEXT NOT NULL,
    status TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER, -- NULL while open
    body TEXT NOT NULL -- the incident as JSON, without its verdict
  ) STRICT;
  CREATE INDEX incidents_by_start ON incidents (start_ms);

  CREATE TABLE verdicts (
    incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    comment TEXT NOT NULL,
    said_by TEXT NOT NULL,
    PRIMARY KEY (incident_id, at_ms)
  ) STRICT;
  `,
  `
  CREATE TABLE rollups (
    series_id INTEGER NOT NULL,
    period INTEGER NOT NULL, -- 0 hour, 1 day, in the watch's civil time
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    present_ms INTEGER NOT NULL, -- how much of it had values
    normal_ms INTEGER NOT NULL, -- … that were within the limits and no part of an incident
    mean REAL, min REAL, max REAL, normal_mean REAL, normal_max REAL, -- NULL: none
    PRIMARY KEY (series_id, period, start_ms)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Watches made at run time, as tidemark.yaml would have them.
  CREATE TABLE watches (
    name TEXT PRIMARY KEY,
    config TEXT NOT NULL, -- JSON
    saved_ms INTEGER NOT NULL,
    saved_by TEXT NOT NULL
  ) STRICT;

  CREATE TABLE mutes (
    watch TEXT PRIMARY KEY,
    until_ms INTEGER, -- NULL: until it is lifted
    reason TEXT NOT NULL,
    said_by TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE forecasts (
    series_id INTEGER PRIMARY KEY,
    made_for_ms INTEGER NOT NULL, -- end of the history it was made from
    level REAL NOT NULL,
    compared_at_ms INTEGER, -- when models were compared last; NULL: never
    body TEXT NOT NULL -- the forecast as JSON
  ) STRICT;

  CREATE TABLE forecast_outcomes (
    series_id INTEGER NOT NULL,
    horizon_ms INTEGER NOT NULL,
    target_ms INTEGER NOT NULL, -- START of the hour that was forecast
    expected REAL NOT NULL, lower REAL NOT NULL, upper REAL NOT NULL,
    actual REAL, -- NULL: not come yet
    PRIMARY KEY (series_id, horizon_ms, target_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE maintenance_warnings (
    id TEXT PRIMARY KEY,
    watch TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    closed_ms INTEGER, -- NULL while open
    body TEXT NOT NULL -- the warning as JSON
  ) STRICT;
  `,
  `
  CREATE TABLE models (
    id INTEGER PRIMARY KEY, -- the version
    watch TEXT NOT NULL,
    labels TEXT NOT NULL,
    model TEXT NOT NULL,
    trained_ms INTEGER NOT NULL,
    in_use INTEGER NOT NULL,
    about TEXT NOT NULL, -- window, seed, companions, tail, backtest, as JSON
    body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX models_by_series ON models (watch, labels, model);

  CREATE TABLE detector_decisions (
    watch TEXT NOT NULL,
    labels TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    body TEXT NOT NULL, -- what scores the series, why, and the backtest's figures, as JSON
    PRIMARY KEY (watch, labels)
  ) STRICT;
  `,
  `
  CREATE TABLE degradations (
    id TEXT PRIMARY KEY,
    watch TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    closed_ms INTEGER, -- NULL while open
    body TEXT NOT NULL -- the warning as JSON
  ) STRICT;
  `,
  `
  -- An id is never given twice: what is remembered of a series that is gone must not become another's.
  CREATE TABLE series_once (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch TEXT NOT NULL,
    labels TEXT NOT NULL,
    UNIQUE (watch, labels)
  ) STRICT;
  INSERT INTO series_once SELECT id, watch, labels FROM series;
  DROP TABLE series;
  ALTER TABLE series_once RENAME TO series;
  DELETE FROM forecasts WHERE series_id NOT IN (SELECT id FROM series);
  DELETE FROM forecast_outcomes WHERE series_id NOT IN (SELECT id FROM series);
  `,
  `
  -- The newest steps of parts of watches with many series, until they go to steps, some dozen together.
  CREATE TABLE fresh_steps (
    watch TEXT NOT NULL,
    part INTEGER NOT NULL,
    step_ms INTEGER NOT NULL, -- START of the step
    body BLOB NOT NULL, -- store/step-body.ts
    PRIMARY KEY (watch, part, step_ms)
  ) STRICT;
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the database to this program's version; a newer one is refused rather than guessed at. */
export function migrate(db: DatabaseSync, path: string, nowMs: number): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_ms INTEGER NOT NULL) STRICT',
  );
  const row = db.prepare('SELECT coalesce(max(version), 0) AS version FROM schema_migrations').get();
  const found = Number(row?.version);
  if (found > SCHEMA_VERSION) {
    throw new TidemarkError('TLERR_STORE_TOO_NEW', { path, found, supported: SCHEMA_VERSION });
  }
  for (let version = found; version < SCHEMA_VERSION; version++) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(MIGRATIONS[version]!);
      db.prepare('INSERT INTO schema_migrations VALUES (?, ?)').run(version + 1, nowMs);
      db.exec('COMMIT');
    } catch (cause) {
      db.exec('ROLLBACK');
      throw cause;
    }
  }
}
