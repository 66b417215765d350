import type { DatabaseSync } from 'node:sqlite';
import type { SeriesForecast } from '../forecast/lane/types.ts';

/** How forecasts of one horizon compared with what came. */
export interface ForecastAccuracy {
  readonly horizonMs: number;
  readonly count: number;
  /** 0 … 200. */
  readonly smape: number;
  /** Share of values inside the 95 % interval. */
  readonly coverage: number;
}

export interface KnownForecast {
  readonly seriesId: number;
  readonly madeForMs: number;
  readonly level: number;
  readonly comparedAtMs: number | null;
}

/** The newest forecast of each series, and what each said of its horizons until it is known what came. */
export function createForecastsTable(db: DatabaseSync) {
  const save = db.prepare(
    'INSERT OR REPLACE INTO forecasts (series_id, made_for_ms, level, compared_at_ms, body) VALUES (?, ?, ?, ?, ?)',
  );
  const read = db.prepare('SELECT body FROM forecasts WHERE series_id = ?');
  const known = db.prepare('SELECT series_id, made_for_ms, level, compared_at_ms FROM forecasts');
  const say = db.prepare(
    `INSERT OR IGNORE INTO forecast_outcomes (series_id, horizon_ms, target_ms, expected, lower, upper, actual)
     VALUES (?, ?, ?, ?, ?, ?, NULL)`,
  );
  const unsettled = db.prepare(
    'SELECT DISTINCT target_ms FROM forecast_outcomes WHERE series_id = ? AND actual IS NULL AND target_ms < ?',
  );
  const settle = db.prepare('UPDATE forecast_outcomes SET actual = ? WHERE series_id = ? AND target_ms = ?');
  const drop = db.prepare('DELETE FROM forecast_outcomes WHERE series_id = ? AND target_ms = ?');
  const removeOutcomes = db.prepare('DELETE FROM forecast_outcomes WHERE series_id = ? AND target_ms < ?');
  const removeForecast = db.prepare('DELETE FROM forecasts WHERE series_id = ?');
  const accuracy = db.prepare(
    `SELECT horizon_ms, count(*) AS count, avg(actual BETWEEN lower AND upper) AS coverage,
       avg(CASE WHEN actual = expected THEN 0 ELSE 200 * abs(actual - expected) / (abs(actual) + abs(expected)) END) AS smape
     FROM forecast_outcomes WHERE series_id = ? AND actual IS NOT NULL AND target_ms >= ? GROUP BY horizon_ms`,
  );

  return {
    save(seriesId: number, made: SeriesForecast, horizonsMs: readonly number[]): void {
      const { startMs, stepMs, level, comparedAtMs, expected, lower, upper } = made;
      save.run(seriesId, startMs, level, comparedAtMs, JSON.stringify(made));
      for (const horizonMs of horizonsMs) {
        const i = Math.ceil(horizonMs / stepMs) - 1;
        if (expected[i] === undefined) continue;
        say.run(seriesId, horizonMs, startMs + i * stepMs, expected[i]!, lower[i]!, upper[i]!);
      }
    },
    of(seriesId: number): SeriesForecast | null {
      const row = read.get(seriesId);
      return row === undefined ? null : (JSON.parse(String(row.body)) as SeriesForecast);
    },
    known: (): KnownForecast[] =>
      known.all().map((row) => ({
        seriesId: Number(row.series_id),
        madeForMs: Number(row.made_for_ms),
        level: Number(row.level),
        comparedAtMs: row.compared_at_ms === null ? null : Number(row.compared_at_ms),
      })),
    /** Compares what was said of steps before `toMs` with what came; NaN: nothing that counts, it is forgotten. */
    settle(seriesId: number, toMs: number, actualAt: (targetMs: number) => number): void {
      for (const row of unsettled.all(seriesId, toMs)) {
        const targetMs = Number(row.target_ms);
        const actual = actualAt(targetMs);
        if (actual === actual) settle.run(actual, seriesId, targetMs);
        else drop.run(seriesId, targetMs);
      }
    },
    accuracy: (seriesId: number, fromMs: number): ForecastAccuracy[] =>
      accuracy.all(seriesId, fromMs).map((row) => ({
        horizonMs: Number(row.horizon_ms),
        count: Number(row.count),
        smape: Number(row.smape),
        coverage: Number(row.coverage),
      })),
    removeBefore: (seriesId: number, beforeMs: number): void => void removeOutcomes.run(seriesId, beforeMs),
    remove(seriesId: number): void {
      removeForecast.run(seriesId);
      removeOutcomes.run(seriesId, Number.MAX_SAFE_INTEGER);
    },
  };
}
