import { afterEach, describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { apiFixture, NOW_MS, STEP_MS } from '../../test/support/api-fixture.ts';
import { stepReport } from '../../test/support/step-report.ts';
import type { MaintenanceWarning } from '../maintenance/warning.ts';
import { AccuracyResponse, MaintenanceResponse, WhatIfResponse } from './contract/index.ts';

const HOUR_MS = 3_600_000;
const HOURS = 5 * 24;
const labels = { 'service.name': 'shop' };

let fixture: Awaited<ReturnType<typeof apiFixture>>;
afterEach(() => fixture.close());

/** Five days of ten a second, two more and less by the time of day. */
const days = () =>
  Array.from({ length: (HOURS * HOUR_MS) / STEP_MS }, (_, i) => {
    const stepStartMs = NOW_MS - HOURS * HOUR_MS + i * STEP_MS;
    const value = 10 + 2 * Math.sin((2 * Math.PI * stepStartMs) / (24 * HOUR_MS));
    return stepReport({ stepStartMs, rows: [{ labels, value }] });
  });

const warning = (given: Partial<MaintenanceWarning>): MaintenanceWarning => ({
  ...{ id: 'a', watch: 'disk', labels, limit: 'disk size', limitValue: 100, direction: 'up', leadMs: 86_400_000 },
  ...{ probability: 0.9, openedMs: NOW_MS - HOUR_MS, updatedMs: NOW_MS, closedMs: null, closedBecause: null },
  ...{ reachedAtMs: null, crossesAtMs: NOW_MS, earliestMs: NOW_MS, latestMs: NOW_MS, firstCrossesAtMs: NOW_MS },
  sentence: 'disk of shop reaches disk size',
  ...given,
});

describe('GET /api/v1/forecast/whatif', () => {
  it('forecasts one series by several models, with its limit and a supposed growth', async () => {
    fixture = await apiFixture({ reports: days() });
    const query = 'watch=requests&models=auto,seasonal-naive&horizon=1d&limit=11&growth=20';
    const answer = (await fixture.get(`/api/v1/forecast/whatif?${query}`)).json<WhatIfResponse>();
    expect(Value.Check(WhatIfResponse, answer)).toBe(true);
    expect(answer.models.map(({ model }) => model)).toEqual(['auto', 'seasonal-naive']);
    for (const { expected } of answer.models) {
      expect(expected).toHaveLength(24);
      // Ten over the day, and a fifth more.
      expect(expected.reduce((sum, value) => sum + value, 0) / 24).toBeCloseTo(12, 0);
    }
    expect(answer.limit).toMatchObject({ value: 11, direction: 'up', sentence: expect.stringContaining('11') });
  });

  it.each([
    ['models=oracle', 400, 'models'],
    ['models=auto,ets,arima,mstl,prophet', 400, 'models'],
    ['horizon=91d', 400, 'horizon'],
    ['growthFrom=whenever&growth=5', 400, 'growthFrom'],
    ['match=service_name%3D%22none%22', 404, 'series'],
    // One step is no hour.
    ['models=auto', 404, 'TLERR_FORECAST_YOUNG'],
  ])('refuses %s and says why', async (query, status, named) => {
    fixture = await apiFixture({ reports: [stepReport({ stepStartMs: NOW_MS - STEP_MS, rows: [{ labels }] })] });
    const answer = await fixture.get(`/api/v1/forecast/whatif?watch=requests&${query}`);
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining(named)]);
  });
});

describe('GET /api/v1/forecast/accuracy', () => {
  it('tells how the forecasts of a week compare with what came', async () => {
    fixture = await apiFixture({ reports: [stepReport({ stepStartMs: NOW_MS - STEP_MS, rows: [{ labels }] })] });
    const { store, get } = fixture;
    const [{ id } = { id: -1 }] = store.series('requests');
    const startMs = NOW_MS - 4 * HOUR_MS;
    const line = (value: number) => [value, value, value, value];
    store.saveForecast(
      id,
      {
        ...{ startMs, stepMs: HOUR_MS, model: 'auto', fallback: null, level: 10, backtests: [], comparedAtMs: null },
        ...{ expected: line(10), lower: line(8), upper: line(12), lower80: line(9), upper80: line(11), limit: null },
        degradation: null,
      },
      [HOUR_MS],
    );
    store.settleForecasts(id, NOW_MS, () => 11);
    const answer = (await get('/api/v1/forecast/accuracy?watch=requests')).json<AccuracyResponse>();
    expect(Value.Check(AccuracyResponse, answer)).toBe(true);
    expect(answer.series[0]!.horizons).toMatchObject([{ horizonMs: HOUR_MS, coverage: 1 }]);
  });
});

describe('GET /api/v1/maintenance', () => {
  it('gives warnings newest first, by status, watch and labels', async () => {
    fixture = await apiFixture();
    const { store, get } = fixture;
    store.saveWarning(warning({}));
    store.saveWarning(
      warning({
        id: 'b',
        openedMs: NOW_MS - 9 * HOUR_MS,
        closedMs: NOW_MS,
        closedBecause: 'reached',
        reachedAtMs: NOW_MS,
      }),
    );
    const ids = async (query: string) =>
      (await get(`/api/v1/maintenance${query}`)).json<MaintenanceResponse>().warnings.map(({ id }) => id);
    expect(Value.Check(MaintenanceResponse, (await get('/api/v1/maintenance')).json())).toBe(true);
    expect(await ids('')).toEqual(['a', 'b']);
    expect(await ids('?status=open')).toEqual(['a']);
    expect(await ids('?status=closed')).toEqual(['b']);
    expect(await ids('?watch=other')).toEqual([]);
    expect(await ids(`?match=${encodeURIComponent('service_name="none"')}`)).toEqual([]);
    expect((await get('/api/v1/maintenance?status=perhaps')).statusCode).toBe(400);
  });
});
