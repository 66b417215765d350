import { pino } from 'pino';
import { createApi, type ApiOptions } from '../../src/api/index.ts';
import type { WatchSettings } from '../../src/measure/watch.ts';
import type { StepReport } from '../../src/pipeline/types.ts';
import { createForecasting } from '../../src/pipeline/forecasting.ts';
import { createAuthorizer } from '../../src/security/authorizer.ts';
import type { SeriesRef } from '../../src/series/types.ts';
import { orFail } from '../../src/api/or-fail.ts';
import type { Incident, Verdict } from '../../src/incidents/types.ts';
import { createStore, MEMORY } from '../../src/store/index.ts';
import { createPulls, type PullsOptions } from '../../src/intake/prometheus/pulls.ts';
import { createWatchBook } from '../../src/watches/watch-book.ts';
import { createBacktests } from '../../src/backtest/backtests.ts';
import { createMutes } from '../../src/watches/mutes.ts';
import { SILENT_TELEMETRY } from '../../src/telemetry/index.ts';

export const NOW_MS = Date.parse('2026-11-21T08:00:00Z');
export const STEP_MS = 60_000;

export function watchSettings(name: string, given: Partial<WatchSettings> = {}): WatchSettings {
  return {
    name,
    description: `${name} of the shop`,
    unit: 'req/s',
    origin: 'builtin',
    measure: 'rate',
    quantiles: [],
    groupBy: [['service.name']],
    stepMs: STEP_MS,
    direction: 'both',
    falseAlarmsPerWeek: 1,
    minChange: { absolute: 0, relative: 0.1 },
    timezone: 'UTC',
    nonNegative: true,
    countUnit: 1 / 60,
    horizonsMs: [3_600_000],
    ...given,
  };
}

export type FakeEngine = ApiOptions['engine'] & {
  readonly verdicts: unknown[];
  verdict(incident: Incident, verdict: Verdict): Incident;
};

/** An engine that knows the series and steps of the reports it is given, and forecasts the series' id. */
export function fakeEngine(watches: readonly WatchSettings[], reports: readonly StepReport[]): FakeEngine {
  const series = new Map<string, Map<number, SeriesRef>>();
  const lastStepMs = new Map<string, number>();
  for (const { step } of reports) {
    const known = series.get(step.watch) ?? new Map<number, SeriesRef>();
    for (const ref of step.series) known.set(ref.id, ref);
    series.set(step.watch, known);
    lastStepMs.set(step.watch, Math.max(step.stepStartMs, lastStepMs.get(step.watch) ?? 0));
  }
  const verdicts: unknown[] = [];
  return {
    verdicts,
    watches: () => watches,
    counts: (watch) => {
      const total = series.get(watch)?.size ?? 0;
      return { total, learning: 0, normal: total, anomalous: 0, absent: 0 };
    },
    openIncidents: () => 0,
    series: (watch) => [...(series.get(watch)?.values() ?? [])],
    lastStepMs: (watch) => lastStepMs.get(watch) ?? null,
    forecast: (id, timesMs) => timesMs.map((timeMs) => ({ timeMs, expected: id, lower: NaN, upper: id + 1 })),
    verdict(incident, verdict) {
      verdicts.push([incident.id, verdict]);
      return { ...incident, status: 'closed', endMs: verdict.atMs, closedBecause: 'accepted', verdict };
    },
  };
}

const HTTP = { kind: 'http-server', signal: 'requests' } as const;

/** Nothing is pulled where only reading is tested. */
const UNPULLED: PullsOptions['engine'] = { lastStepMs: () => null };

export interface ApiFixtureGiven extends Partial<ApiOptions> {
  readonly watches?: readonly WatchSettings[];
  readonly reports?: readonly StepReport[];
}

/** The real API and a real store in memory over a fake engine; `logged` has every line that was logged. */
export async function apiFixture({
  watches = [watchSettings('requests')],
  reports = [],
  ...given
}: ApiFixtureGiven = {}) {
  const store = given.store ?? createStore({ path: MEMORY, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
  store.writeReports(reports);
  const engine = fakeEngine(watches, reports);
  const own = createForecasting({
    ...{ engine, store, clock: () => NOW_MS, logger: pino({ level: 'silent' }), telemetry: SILENT_TELEMETRY },
    settings: { forecast: { seriesPerHour: 100, cpuShare: 1, candidates: [] } },
    paused: () => false,
  });
  const forecasts = given.forecasts ?? own;
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const clock = () => NOW_MS;
  const mutes = createMutes({ store, clock });
  const pulls = createPulls({
    sources: [],
    engine: UNPULLED,
    clock,
    telemetry: SILENT_TELEMETRY,
    logger,
    take: async () => {},
  });
  const fixed = watches.map((watch) => ({ ...watch, source: HTTP }));
  const context = { sources: [], watches: [], calendars: [] };
  const book = createWatchBook({
    ...{ fixed, context, store, engine, pulls, mutes, clock },
    commands: { put: async () => ({ status: 'written' }), remove: async () => ({ status: 'written' }) },
    made: new Map(),
    expireWarnings: () => {},
  });
  const backtests = createBacktests({ clock });
  const api = await createApi({
    engine,
    async judge(incident, verdict) {
      const judged = engine.verdict(incident, verdict);
      orFail(store.saveIncident(judged));
      return judged;
    },
    store,
    mutes,
    book,
    pulls,
    backtests,
    forecasts,
    models: { usesOf: () => ['tide'], choiceOf: () => ['tide'], trainingOf: () => null, waiting: () => 0 },
    authorizer: createAuthorizer({ tokens: [] }),
    clock,
    telemetry: SILENT_TELEMETRY,
    metricsPages: [],
    waitingFor: () => [],
    version: '0.1.0',
    staticDir: null,
    logger,
    ...given,
  });
  /** Ends the threads that forecasts were asked of. */
  const close = () => own.close();
  return { api, store, engine, forecasts, logged, close, get: (url: string) => api.inject({ method: 'GET', url }) };
}
