import { describe, expect, it } from '@jest/globals';
import { stepReport } from '../../test/support/step-report.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Engine } from '../pipeline/types.ts';
import { createForecastMetrics } from './forecast-table.ts';

const START_MS = 1_000_000_200_000;
const HOUR_MS = 3_600_000;

function engineWith(horizonsMs: number[]): Pick<Engine, 'watches' | 'forecast'> {
  return {
    watches: () => [{ name: 'requests', horizonsMs } as unknown as WatchSettings],
    forecast: (id, timesMs) => timesMs.map((timeMs) => ({ timeMs, expected: id, lower: id - 1, upper: id + 1 })),
  };
}

describe('createForecastMetrics', () => {
  it('gives every horizon as columns, at the time of the step', () => {
    const forecastAfter = createForecastMetrics({
      engine: engineWith([HOUR_MS, 24 * HOUR_MS]),
      lane: null,
      policy: 'all',
    });
    const report = stepReport({
      stepStartMs: START_MS,
      rows: [
        { id: 7, labels: {} },
        { id: 9, labels: {} },
      ],
    });
    const table = forecastAfter(report);
    expect(table).toMatchObject({ watch: 'requests', timeMs: START_MS, series: report.step.series });
    expect(
      table?.columns.map(({ name, attributes, values }) => [name, attributes?.horizon, [...Array.from(values)]]),
    ).toEqual([
      ['tidemark.forecast.expected', '1h', [7, 9]],
      ['tidemark.forecast.lower', '1h', [6, 8]],
      ['tidemark.forecast.upper', '1h', [8, 10]],
      ['tidemark.forecast.expected', '1d', [7, 9]],
      ['tidemark.forecast.lower', '1d', [6, 8]],
      ['tidemark.forecast.upper', '1d', [8, 10]],
    ]);
  });

  it('is due once in five minutes of event time, never for a revision or without horizons', () => {
    const forecastAfter = createForecastMetrics({ engine: engineWith([HOUR_MS]), lane: null, policy: 'all' });
    const dueAt = (stepStartMs: number, revision = 0) =>
      forecastAfter(stepReport({ stepStartMs, revision, rows: [{ labels: {} }] })) !== null;
    const slotMs = Math.floor(START_MS / 300_000) * 300_000;
    expect([dueAt(slotMs, 1), dueAt(slotMs), dueAt(slotMs + 60_000), dueAt(slotMs + 300_000)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    const without = createForecastMetrics({ engine: engineWith([]), lane: null, policy: 'all' });
    expect(without(stepReport({ stepStartMs: START_MS, rows: [{ labels: {} }] }))).toBeNull();
  });

  it('tells by what share a series is worse at the same load, of watches that have one and of the quantile that is judged', () => {
    const watch = { name: 'latency', horizonsMs: [], load: 'requests', quantiles: [0.5, 0.95] };
    const forecastAfter = createForecastMetrics({
      engine: { ...engineWith([]), watches: () => [watch as unknown as WatchSettings] },
      lane: null,
      degradedBy: () => 0.25,
      policy: 'scores',
    });
    const rows = ['0.5', '0.95'].map((quantile) => ({ labels: { quantile } }));
    const { columns } = forecastAfter(stepReport({ watch: 'latency', stepStartMs: START_MS, rows }))!;
    expect(columns).toMatchObject([{ name: 'tidemark.degradation', always: true }]);
    expect(Array.from(columns[0]!.values)).toEqual([NaN, 0.25]);
  });
});
