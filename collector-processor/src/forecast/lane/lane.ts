import type { Logger } from 'pino';
import type { JobPool } from '../../learn/jobs/job-pool.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { Engine, ForecastPoint } from '../../pipeline/types.ts';
import { loadOf } from '../../maintenance/degradation/load-of.ts';
import type { LimitOutlook } from '../../maintenance/types.ts';
import type { SeriesRef } from '../../series/types.ts';
import type { ForecastAccuracy, Store, StoredSeries } from '../../store/index.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import type { History } from '../types.ts';
import { historyOf, longStepMs } from './history-of.ts';
import { loadColumn } from './load-column.ts';
import { urgency } from './rank.ts';
import { reachedAt } from './reached-at.ts';
import { createRecent } from './recent.ts';
import type { ForecastJob, ForecastJobResult, SeriesForecast } from './types.ts';

export interface ForecastLaneOptions {
  readonly engine: Pick<Engine, 'watches' | 'lastStepMs'>;
  readonly store: Store;
  readonly pool: JobPool<ForecastJob, ForecastJobResult>;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'debug' | 'warn'>;
  readonly telemetry: Telemetry;
  /** At most so many forecasts an hour. */
  readonly seriesPerHour: number;
  /** Models that are compared with the watch's own once a day. */
  readonly candidates: readonly string[];
  /** While it says so, nothing new is begun. */
  readonly paused: () => boolean;
  /** A new forecast of a series. */
  readonly onForecast: OnForecast;
}

/** @param reachedAtMs start of the first hour of the last day at or past the watch's limit; null: there is none */
export type OnForecast = (
  watch: WatchSettings,
  labels: SeriesRef['labels'],
  made: SeriesForecast,
  reachedAtMs: number | null,
) => void;

interface Due {
  readonly watch: WatchSettings;
  readonly series: StoredSeries;
}

interface Known {
  readonly madeForMs: number;
  readonly level: number;
  readonly comparedAtMs: number | null;
  /** Of its forecasts of the last week; empty until one was compared with what came. */
  readonly accuracy: readonly ForecastAccuracy[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nearer than this the detector's own expectation is better: it knows the last minutes. */
export const NEAR_MS = 2 * HOUR_MS;
/** Curves reach at least this far, so that a fan can be drawn. */
const MIN_CURVE_MS = 7 * DAY_MS;
/** Two months: eight weeks of a weekly season. */
export const HISTORY_MS = 63 * DAY_MS;
/** Jobs that wait in the pool: enough that it never runs dry, few enough that the newest ranking counts. */
const AHEAD = 2;
const RANK_EVERY_MS = 60_000;
const RANKED = 500;
/** So much longer ago than its watch's newest step, a series' last one makes it gone: absence itself is a step for a week. */
const GONE_STEPS = 24;
/** Accuracy is that of the last week. */
const ACCURACY_MS = 7 * DAY_MS;
const COMPARE_EVERY_MS = DAY_MS;
/** Curves kept in memory, about 7 kB each; others are read again from the store. */
const MOST_CURVES = 5000;

/**
 * Forecasts of hours and days ahead, made in worker threads from roll-ups: the most urgent series first, as many an hour as
 * allowed. What is made is in the store, so a restart goes on where it was.
 */
export function createForecastLane(options: ForecastLaneOptions) {
  const { engine, store, pool, clock, logger, telemetry, seriesPerHour, candidates, paused } = options;
  const known = new Map<number, Known>();
  const curves = createRecent<number, SeriesForecast | null>(MOST_CURVES);
  let ranked: Due[] = [];
  let rankedAtMs = -Infinity;
  let due = 0;
  let allowance = AHEAD;
  let countedAtMs = clock();

  for (const { seriesId, ...rest } of store.forecastsKnown()) known.set(seriesId, { ...rest, accuracy: [] });
  telemetry.observe('tidemark.forecast.due', () => due);
  telemetry.observe('tidemark.forecast.series', () => known.size);

  /** Called every few seconds. */
  function tick(): void {
    const nowMs = clock();
    allowance = Math.min(seriesPerHour / 60, allowance + ((nowMs - countedAtMs) / HOUR_MS) * seriesPerHour);
    countedAtMs = nowMs;
    if (paused()) return;
    // The last ranking may have found more than it kept.
    if (nowMs - rankedAtMs >= RANK_EVERY_MS || (ranked.length === 0 && due > RANKED)) rank(nowMs);
    while (allowance >= 1 && pool.waiting() < AHEAD && ranked.length > 0) {
      if (begin(ranked.shift()!, nowMs)) allowance--;
    }
  }

  function rank(nowMs: number): void {
    rankedAtMs = nowMs;
    const found: { due: Due; urgency: number }[] = [];
    let alive = 0;
    for (const watch of engine.watches()) {
      const lastMs = engine.lastStepMs(watch.name);
      if (watch.horizonsMs.length === 0 && watch.limit === undefined) continue;
      const ofWatch = store.series(watch.name);
      alive += ofWatch.length;
      if (lastMs === null) continue;
      for (const series of ofWatch) {
        const before = known.get(series.id);
        const rankable = {
          madeForMs: before?.madeForMs ?? null,
          level: before?.level ?? 0,
          hasLimit: watch.limit !== undefined,
          counts: watch.measure === 'rate',
        };
        const score = urgency(rankable, lastMs + watch.stepMs, longStepMs(watch));
        if (score > 0) found.push({ due: { watch, series }, urgency: score });
      }
    }
    if (known.size > alive) forgetGone();
    due = found.length;
    ranked = found
      .sort((a, b) => b.urgency - a.urgency)
      .slice(0, RANKED)
      .map((one) => one.due);
  }

  /** Only where more are known than there are: a set of all series, made every minute, is a large one. */
  function forgetGone(): void {
    const alive = new Set(engine.watches().flatMap(({ name }) => store.series(name).map(({ id }) => id)));
    for (const id of known.keys()) if (!alive.has(id)) known.delete(id);
  }

  /** @returns whether there was anything to forecast from */
  function begin({ watch, series }: Due, nowMs: number): boolean {
    const toMs = engine.lastStepMs(watch.name)! + watch.stepMs;
    const rollups = store.rollups(series, 'hour', toMs - HISTORY_MS, toMs);
    const history = historyOf(rollups, watch, toMs);
    const before = known.get(series.id);
    const endMs = history === null ? toMs : history.startMs + history.values.length * history.stepMs;
    // Whatever becomes of it, this hour's turn is over.
    known.set(series.id, {
      madeForMs: Math.max(endMs, before?.madeForMs ?? endMs),
      level: before?.level ?? 0,
      comparedAtMs: before?.comparedAtMs ?? null,
      accuracy: before?.accuracy ?? [],
    });
    // Of a series that is gone nothing is to come.
    if (history === null || toMs - endMs > GONE_STEPS * history.stepMs) return false;
    const compare = nowMs - (before?.comparedAtMs ?? -Infinity) >= COMPARE_EVERY_MS;
    const model = watch.forecastModel ?? 'auto';
    const job: ForecastJob = {
      history,
      model,
      candidates: compare && model === 'auto' ? candidates : [],
      horizon: Math.ceil(Math.max(MIN_CURVE_MS, ...watch.horizonsMs) / history.stepMs) + 1,
      limit: watch.limit ?? null,
      load: loadFor(watch, series, history, toMs),
    };
    void perform(watch, series, job, compare ? nowMs : null, reachedAt(rollups, watch, toMs));
    return true;
  }

  function loadFor(watch: WatchSettings, series: StoredSeries, history: History, toMs: number): Float64Array | null {
    const named = loadOf(watch, series.labels);
    const found = named === null ? null : store.findSeries(named.watch, named.labels);
    return found ? loadColumn(store.rollups(found, 'hour', history.startMs, toMs), history) : null;
  }

  async function perform(
    watch: WatchSettings,
    series: StoredSeries,
    job: ForecastJob,
    comparedNowMs: number | null,
    reachedAtMs: number | null,
  ): Promise<void> {
    const outcome = await pool.run(`forecast ${series.id}`, job);
    telemetry.count('tidemark.forecast.made', 1, { watch: watch.name, outcome: outcome.status });
    if (outcome.status !== 'done') {
      const level = outcome.status === 'failed' ? 'warn' : 'debug';
      logger[level]({ watch: watch.name, labels: series.labels, ...outcome }, 'a forecast was not made');
      return;
    }
    telemetry.record('tidemark.forecast.cpu', outcome.cpuMs / 1000);
    const { values, startMs, stepMs } = job.history;
    const made: SeriesForecast = {
      ...outcome.result,
      startMs: startMs + values.length * stepMs,
      stepMs,
      level: levelOf(job.history),
      comparedAtMs: comparedNowMs ?? known.get(series.id)?.comparedAtMs ?? null,
    };
    curves.set(series.id, made);
    store.saveForecast(series.id, made, watch.horizonsMs);
    const accuracy = settle(series, job.history);
    known.set(series.id, { madeForMs: made.startMs, level: made.level, comparedAtMs: made.comparedAtMs, accuracy });
    options.onForecast(watch, series.labels, made, reachedAtMs);
  }

  /** What earlier forecasts said of hours that have come. */
  function settle(series: StoredSeries, { values, startMs, stepMs }: History): readonly ForecastAccuracy[] {
    const endMs = startMs + values.length * stepMs;
    store.settleForecasts(series.id, endMs, (targetMs) => values[Math.round((targetMs - startMs) / stepMs)] ?? NaN);
    return store.forecastAccuracy(series.id, endMs - ACCURACY_MS);
  }

  function curveOf(seriesId: number): SeriesForecast | null {
    let curve = curves.get(seriesId);
    if (curve === undefined) curves.set(seriesId, (curve = store.forecastOf(seriesId)));
    return curve;
  }

  type Named = Pick<SeriesRef, 'watch' | 'labels'>;
  const idOf = ({ watch, labels }: Named): number => store.findSeries(watch, labels)?.id ?? -1;

  return {
    tick,
    /** The newest forecast of a series; null where there is none yet. */
    curveOf: (series: Named): SeriesForecast | null => curveOf(idOf(series)),
    /** When it reaches its limit; null where it has none, or nobody has looked yet. */
    outlookOf: (series: Named): LimitOutlook | null => curveOf(idOf(series))?.limit ?? null,
    /** How good its forecasts of the last week were, by horizon. */
    accuracyOf: (series: Named): readonly ForecastAccuracy[] => known.get(idOf(series))?.accuracy ?? [],
    /** What its forecast says of a moment; null where it does not reach. */
    pointOf(series: Named, timeMs: number): ForecastPoint | null {
      const curve = curveOf(idOf(series));
      if (curve === null) return null;
      const i = Math.floor((timeMs - curve.startMs) / curve.stepMs);
      const expected = curve.expected[i];
      if (expected === undefined) return null;
      return { timeMs, expected, lower: curve.lower[i]!, upper: curve.upper[i]! };
    },
  };
}

export type ForecastLane = ReturnType<typeof createForecastLane>;

function levelOf({ values, stepMs }: History): number {
  const week = values.subarray(Math.max(0, values.length - Math.round((7 * DAY_MS) / stepMs)));
  const finite = week.filter((value) => value === value);
  return finite.length === 0 ? 0 : finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
