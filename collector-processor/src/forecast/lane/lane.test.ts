import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { NOW_MS, watchSettings } from '../../../test/support/api-fixture.ts';
import { stepReport } from '../../../test/support/step-report.ts';
import { createForecasting, type Forecasting } from '../../pipeline/forecasting.ts';
import { createStore, MEMORY, type Store } from '../../store/index.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { urgency } from './rank.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const labels = { 'service.name': 'shop' };
const limit = { name: 'pool', value: 400, direction: 'up', leadsMs: [7 * DAY_MS] } as const;
const watch = watchSettings('requests', { stepMs: HOUR_MS, horizonsMs: [DAY_MS], limit });

/** A resource that grows by 20 a day, with a daily rhythm. */
const valueAt = (timeMs: number) =>
  300 + (20 * (timeMs - NOW_MS)) / DAY_MS + 10 * Math.sin((timeMs / DAY_MS) * 2 * Math.PI);

function storeWithHistory(): Store {
  const store = createStore({ path: MEMORY, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
  for (let timeMs = NOW_MS - 12 * DAY_MS; timeMs < NOW_MS; timeMs += HOUR_MS) write(store, timeMs);
  return store;
}

const write = (store: Store, stepStartMs: number) =>
  store.writeReport(stepReport({ stepStartMs, stepMs: HOUR_MS, rows: [{ labels, value: valueAt(stepStartMs) }] }));

describe('the forecast lane', () => {
  let forecasting: Forecasting;
  let nowMs = NOW_MS;
  let known = () => NaN;
  afterEach(() => forecasting.close());

  function open(store: Store, paused = false): Forecasting {
    const engine = { watches: () => [watch], lastStepMs: () => nowMs - HOUR_MS };
    const settings = { forecast: { seriesPerHour: 1000, cpuShare: 1, candidates: ['seasonal-naive'] } };
    const telemetry = {
      ...SILENT_TELEMETRY,
      observe: (name: string, read: () => number) => void (name === 'tidemark.forecast.series' && (known = read)),
    };
    const parts = { engine, store, settings, telemetry, logger: pino({ level: 'silent' }) };
    forecasting = createForecasting({ ...parts, clock: () => nowMs, paused: () => paused });
    return forecasting;
  }

  async function madeFor(startMs: number): Promise<void> {
    const series = { watch: 'requests', labels };
    for (let i = 0; i < 400 && forecasting.lane.curveOf(series)?.startMs !== startMs; i++) {
      forecasting.lane.tick();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(forecasting.lane.curveOf(series)?.startMs).toBe(startMs);
  }

  it('forecasts a series, warns of its limit, and compares what it said with what came', async () => {
    const store = storeWithHistory();
    const series = { watch: 'requests', labels };
    open(store);
    expect(forecasting.lane.pointOf(series, NOW_MS + DAY_MS)).toBeNull();
    await madeFor(NOW_MS);

    const point = forecasting.lane.pointOf(series, NOW_MS + DAY_MS)!;
    expect(point.expected / valueAt(NOW_MS + DAY_MS)).toBeCloseTo(1, 1);
    expect(point.lower).toBeLessThanOrEqual(point.expected);
    expect(forecasting.lane.curveOf(series)?.backtests.map(({ model }) => model)).toEqual(['auto', 'seasonal-naive']);
    const outlook = forecasting.lane.outlookOf(series);
    expect(outlook).toMatchObject({ status: 'known', leads: [{ probability: expect.any(Number) }] });
    expect(store.warnings({})).toMatchObject([{ watch: 'requests', limit: 'pool', closedMs: null }]);

    const { id } = store.series('requests')[0]!;
    expect(store.forecastAccuracy(id, 0)).toEqual([]);
    nowMs = NOW_MS + DAY_MS;
    for (let timeMs = NOW_MS; timeMs < nowMs; timeMs += HOUR_MS) write(store, timeMs);
    await madeFor(nowMs);
    expect(store.forecastAccuracy(id, 0)).toMatchObject([{ horizonMs: DAY_MS, count: 1, coverage: 1 }]);
    expect(forecasting.lane.accuracyOf(series)).toHaveLength(1);

    // Another process on the same store: nothing is due, everything is there.
    await forecasting.close();
    open(store, true);
    expect(forecasting.lane.curveOf(series)?.startMs).toBe(nowMs);
    nowMs = NOW_MS;
  }, 60_000);

  it('remembers nothing of series that are gone, and forecasts none that has fallen silent', async () => {
    const store = storeWithHistory();
    open(store);
    await madeFor(NOW_MS);
    expect(known()).toBe(1);

    nowMs = NOW_MS + 3 * DAY_MS;
    for (let i = 0; i < 5; i++) {
      forecasting.lane.tick();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(forecasting.lane.curveOf({ watch: 'requests', labels })?.startMs).toBe(NOW_MS);
    expect(store.forecastsKnown()).toMatchObject([{ madeForMs: NOW_MS }]);

    store.removeWatch('requests', true);
    nowMs += HOUR_MS;
    forecasting.lane.tick();
    expect(known()).toBe(0);
    nowMs = NOW_MS;
  }, 60_000);
});

describe('urgency', () => {
  const never = { madeForMs: null, level: 0, hasLimit: false, counts: true };
  const hours = (age: number) => ({ ...never, madeForMs: NOW_MS - age * HOUR_MS });
  const of = (one: typeof never | ReturnType<typeof hours>) => urgency(one, NOW_MS, HOUR_MS);

  it('is none within the hour, and grows with age, traffic and a limit', () => {
    expect(of(hours(0.9))).toBe(0);
    expect(of(hours(3))).toBeGreaterThan(of(hours(2)));
    expect(of(never)).toBeGreaterThan(of(hours(2)));
    expect(of({ ...hours(2), hasLimit: true })).toBeGreaterThan(of(hours(2)));
    expect(of({ ...hours(2), level: 1000 })).toBeGreaterThan(of(hours(2)));
    expect(of({ ...hours(2), level: 1000, counts: false })).toBe(of(hours(2)));
  });
});
