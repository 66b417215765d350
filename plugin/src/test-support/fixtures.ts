import type { Field } from '@grafana/data';
import type { ForecastResponse, IncidentBody, RangeResponse, Series, Watch } from '../shared/api/contract';

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
    timezone: 'UTC',
    horizonsMs: [3_600_000],
    seriesCount: 2,
    lastStepMs: T0 + 2 * STEP_MS,
    ...change,
  };
}

export function aSeries(change: Partial<Series> = {}): Series {
  return { id: 1, watch: 'requests', labels: { 'service.name': 'shop' }, state: 'normal', lastStepMs: T0, ...change };
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

/** The field of a name, or a failure that says which there are. */
export function fieldOf(frame: { fields: Field[] } | undefined, name: string): Field {
  const field = frame?.fields.find((one) => one.name === name);
  if (field === undefined) {
    throw new Error(`no field "${name}" among ${frame?.fields.map((one) => one.name).join(', ') ?? 'no frame'}`);
  }
  return field;
}
