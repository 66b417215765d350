import { FieldType, createDataFrame, type DataFrame } from '@grafana/data';
import type { ForecastResponse, IncidentBody, RangeSeries } from '../../src/shared/api/contract';
import { bandFrames } from '../../src/shared/frames/bands';
import { forecastFrames } from '../../src/shared/frames/forecast';
import { incidentFrame } from '../../src/shared/frames/incidents';
import { T0, rhythm } from './series';

export interface Scene {
  readonly frames: readonly DataFrame[];
  readonly range: { readonly fromMs: number; readonly toMs: number };
}

const MINUTE_MS = 60_000;
const OPTIONS = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: true } as const;
const OUTAGE = [300, 339] as const;

const bands = (series: RangeSeries[], stepMs: number) =>
  bandFrames({ watch: 'requests', stepMs, series, total: series.length }, OPTIONS);

/** Everything at once: learning, an outage that is held out of learning, and the forecast past now. */
function shop(): Scene {
  const steps = 480;
  const labels = { 'service.name': 'shop' };
  const series = rhythm({ labels, stepMs: MINUTE_MS, steps, seed: 7, outage: OUTAGE, learning: 60 });
  return {
    range: { fromMs: T0, toMs: T0 + (steps + 90) * MINUTE_MS },
    frames: [
      ...bands([series], MINUTE_MS),
      ...forecastFrames(forecastOf(labels, steps), OPTIONS),
      incidentFrame([outageIncident(labels)], { refId: 'B', unitOf: () => 'req/s', datasourceUid: 'tidemark' }),
    ],
  };
}

function forecastOf(labels: Record<string, string>, steps: number): ForecastResponse {
  const rows = Array.from({ length: 90 }, (_, step) => ({ timeMs: T0 + (steps + step) * MINUTE_MS, step }));
  const expected = rows.map(({ step }) => 70 - step / 10);
  return {
    ...{ watch: 'requests', stepMs: MINUTE_MS, total: 1 },
    series: [
      {
        ...{ labels, madeAtMs: T0 + steps * MINUTE_MS, times: rows.map(({ timeMs }) => timeMs), expected },
        lower: expected.map((value, step) => value * (0.75 - step / 600)),
        upper: expected.map((value, step) => value * (1.25 + step / 600)),
      },
    ],
  };
}

function outageIncident(labels: Record<string, string>, change: Partial<IncidentBody> = {}): IncidentBody {
  return {
    ...{
      id: 'outage',
      watch: 'requests',
      labels,
      class: 'drop_to_zero',
      direction: -1,
      status: 'closed',
      severity: 85,
    },
    ...{ startMs: T0 + OUTAGE[0] * MINUTE_MS, endMs: T0 + (OUTAGE[1] + 1) * MINUTE_MS },
    ...{ lastMs: T0 + OUTAGE[1] * MINUTE_MS, peakMs: T0 + 310 * MINUTE_MS, peakScore: 3.3, peakValue: 0 },
    ...{ peakExpected: 70, impact: -168_000, closedBecause: 'recovered', verdict: null },
    explanation: 'Requests to shop fell to 0 req/s, where 70 req/s were expected.',
    ...change,
  };
}

/** Series named for their number, one of them with an outage. */
function many(count: number, steps: number): Scene {
  const series = Array.from({ length: count }, (_, n) =>
    rhythm({
      labels: { 'service.name': `service-${String(n + 1).padStart(3, '0')}` },
      ...{ stepMs: MINUTE_MS, steps, seed: n + 1, outage: n === 2 ? [steps / 2, steps / 2 + 10] : undefined },
    }),
  );
  return { range: { fromMs: T0, toMs: T0 + steps * MINUTE_MS }, frames: bands(series, MINUTE_MS) };
}

/** Lines of any other datasource: no band, and what the user's field options say. */
function plain(): Scene {
  const { times, value = [] } = rhythm({ labels: {}, stepMs: MINUTE_MS, steps: 240, seed: 3 });
  const custom = { lineWidth: 3, fillOpacity: 20, axisLabel: 'requests', thresholdsStyle: { mode: 'dashed' } };
  const steps = [
    { value: -Infinity, color: 'green' },
    { value: 50, color: 'red' },
  ];
  const frame = createDataFrame({
    refId: 'A',
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      {
        ...{ name: 'rate', type: FieldType.number, values: value },
        config: { unit: 'reqps', custom, thresholds: { mode: 'absolute' as never, steps } },
      },
    ],
  });
  return { range: { fromMs: T0, toMs: T0 + 240 * MINUTE_MS }, frames: [frame] };
}

/** A day on which everything alarms: what a thousand incidents cost. */
function thousandIncidents(): Scene {
  const scene = many(3, 1440);
  const incidents = Array.from({ length: 1000 }, (_, n) =>
    outageIncident(
      { 'service.name': `service-${n}` },
      { id: `i${n}`, startMs: T0 + n * 80_000, endMs: T0 + n * 80_000 + 600_000, severity: (n * 37) % 100 },
    ),
  );
  return { ...scene, frames: [...scene.frames, incidentFrame(incidents, { refId: 'B', unitOf: () => 'req/s' })] };
}

export const SCENES: Readonly<Record<string, () => Scene>> = {
  shop,
  five: () => many(5, 480),
  crowd: () => many(200, 120),
  plain,
  'twenty-by-ten-thousand': () => many(20, 10_000),
  'thousand-incidents': thousandIncidents,
};
