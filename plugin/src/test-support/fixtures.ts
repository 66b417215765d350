import type { Field } from '@grafana/data';
import type {
  Backtest,
  ForecastResponse,
  IncidentBody,
  IncidentDetail,
  RangeResponse,
  Series,
  Source,
  Watch,
  WatchDetail,
  WhatIfResponse,
} from '../shared/api/contract';

/** 2026-11-21T08:00:00Z */
export const T0 = 1_795_248_000_000;
export const STEP_MS = 10_000;

export function aWatch(change: Partial<Watch> = {}): Watch {
  return {
    name: 'requests',
    description: 'HTTP requests per second',
    origin: 'builtin',
    source: { kind: 'http' },
    state: 'live',
    progress: null,
    mute: null,
    minChange: { absolute: 0.05, relative: 0.1 },
    openIncidents: 0,
    measure: 'rate',
    unit: 'req/s',
    groupBy: [['service.name'], ['service.name', 'http.route']],
    stepMs: STEP_MS,
    direction: 'both',
    falseAlarmsPerWeek: 1,
    typical: 0.95,
    timezone: 'UTC',
    horizonsMs: [3_600_000],
    seriesCount: 2,
    lastStepMs: T0 + 2 * STEP_MS,
    panel: null,
    ...change,
  };
}

export function aSeries(change: Partial<Series> = {}): Series {
  return {
    id: 1,
    watch: 'requests',
    labels: { 'service.name': 'shop' },
    state: 'normal',
    detector: 'tide',
    lastStepMs: T0,
    ...change,
  };
}

/** Three steps of one series: as expected, above the upper limit, absent. */
export function aRange(change: Partial<RangeResponse> = {}): RangeResponse {
  return {
    watch: 'requests',
    stepMs: STEP_MS,
    total: 1,
    series: [
      {
        labels: { 'service.name': 'shop' },
        times: [T0, T0 + STEP_MS, T0 + 2 * STEP_MS],
        value: [40, 90, null],
        expected: [41, 42, 43],
        lower: [30, 31, 32],
        upper: [50, 51, 52],
        typicalLower: [36, 37, 38],
        typicalUpper: [46, 47, 48],
        score: [0.1, 4.8, 3.9],
        direction: [-1, 1, -1],
        severity: [0, 60, 80],
        learning: [0, 0, 0],
        held: [0, 1, 1],
      },
    ],
    ...change,
  };
}

export function aForecast(change: Partial<ForecastResponse> = {}): ForecastResponse {
  return {
    watch: 'requests',
    stepMs: STEP_MS,
    total: 1,
    series: [
      {
        labels: { 'service.name': 'shop' },
        madeAtMs: T0 + 2 * STEP_MS,
        times: [T0 + 3 * STEP_MS, T0 + 4 * STEP_MS],
        expected: [44, 45],
        lower: [33, 34],
        upper: [55, 56],
      },
    ],
    ...change,
  };
}

const HOUR_MS = 3_600_000;
const HOURS = 240;

/** Ten days of hours, and a day by each of two models. */
export function aWhatIf(change: Partial<WhatIfResponse> = {}): WhatIfResponse {
  const startMs = T0 + HOURS * HOUR_MS;
  const ahead = Array.from({ length: 24 }, (_, hour) => 40 + hour);
  const by = (name: string, mae: number) => ({
    ...{ name, model: name, fallback: null, expected: ahead },
    ...{ lower: ahead.map((value) => value - 10), upper: ahead.map((value) => value + 10) },
    ...{ lower80: ahead.map((value) => value - 5), upper80: ahead.map((value) => value + 5) },
    backtest: { horizon: 24, origins: 5, mae, smape: 2 * mae, coverage: 0.95 },
  });
  return {
    ...{ watch: 'requests', timezone: 'UTC', labels: { 'service.name': 'shop' }, unit: '', stepMs: HOUR_MS },
    history: { startMs: T0, values: Array.from({ length: HOURS }, (_, hour) => (hour === 7 ? null : hour % 24)) },
    startMs,
    models: [by('auto', 2), by('seasonal-naive', 3)],
    limit: null,
    ...change,
  };
}

export function anIncident(change: Partial<IncidentBody> = {}): IncidentBody {
  return {
    id: 'incident-1',
    watch: 'requests',
    labels: { 'service.name': 'shop' },
    class: 'drop_to_zero',
    direction: -1,
    status: 'closed',
    severity: 90,
    startMs: T0,
    endMs: T0 + 300_000,
    lastMs: T0 + 290_000,
    peakMs: T0 + 60_000,
    peakScore: 5,
    peakValue: 0,
    peakExpected: 40,
    impact: -12_000,
    explanation: 'Requests to shop fell to 0 req/s, where 40 req/s were expected.',
    closedBecause: 'recovered',
    verdict: null,
    ...change,
  };
}

export function anIncidentDetail(change: Partial<IncidentDetail> = {}): IncidentDetail {
  return {
    incident: anIncident(),
    watch: { name: 'requests', unit: 'req/s', stepMs: STEP_MS, description: '', panel: null },
    window: { fromMs: T0, toMs: T0 + 3 * STEP_MS, series: aRange().series[0] },
    alongside: [],
    moved: [],
    similar: {
      ...{ incidents: [], total: 0, sameClass: 0 },
      verdicts: { real: 0, false_alarm: 0, expected: 0, none: 0 },
    },
    ...change,
  };
}

/** A watch that a person made of a graph. */
export function aWatchDetail(change: Partial<WatchDetail> = {}): WatchDetail {
  const watch = aWatch({ name: 'orders', origin: 'api', source: { kind: 'promql', promql: 'orders', from: 'main' } });
  return {
    watch,
    config: { name: 'orders', source: { promql: 'orders', from: 'main' }, measure: 'rate', step: '60s' },
    yaml: 'name: orders\n',
    series: { total: 3, learning: 1, normal: 2, anomalous: 0, absent: 0 },
    coverage: 0.948,
    alertBudget: { perWeek: 3, incidents: 1, falseAlarms: 0, unjudged: 1 },
    pull: {
      ...{ source: 'main', state: 'live', fromMs: T0, nextMs: T0 + STEP_MS, progress: 1, lastPullMs: T0 },
      ...{ lastError: null, warnings: [] },
    },
    ...change,
  };
}

export function aSource(change: Partial<Source> = {}): Source {
  return { name: 'main', grafanaUid: null, state: 'ok', lastAnswerMs: T0, lastError: null, watches: 1, ...change };
}

/** A backtest that is done: one series, one incident. */
export function aBacktest(change: Partial<Backtest> = {}): Backtest {
  const [series] = aRange().series;
  const incident = anIncident({ watch: 'orders' });
  return {
    ...{ id: 'backtest-1', state: 'done', progress: 1, error: null },
    result: {
      ...{ watch: 'orders', stepMs: STEP_MS, fromMs: T0, toMs: T0 + 14 * 86_400_000 },
      series: [series],
      summaries: [
        {
          ...{ labels: series.labels, incidents: 1, alertsPerWeek: 0.5, coverage: 0.95, learnedFromMs: T0 },
          last: { value: 40, expected: 41, lower: 30, upper: 50 },
        },
      ],
      ...{ seriesFound: 1, points: 3, incidents: [incident], incidentsTotal: 1 },
      ...{ alertsPerWeek: 0.5, budgetPerWeek: 1, coverage: 0.95, warnings: [], tookMs: { pull: 1, score: 1 } },
    },
    ...change,
  };
}

/** The field of a name, or a failure that says which there are. */
export function fieldOf(frame: { fields: Field[] } | undefined, name: string): Field {
  const field = frame?.fields.find((one) => one.name === name);
  if (field === undefined) {
    throw new Error(`no field "${name}" among ${frame?.fields.map((one) => one.name).join(', ') ?? 'no frame'}`);
  }
  return field;
}
