import { describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { apiFixture, NOW_MS, STEP_MS, watchSettings } from '../../test/support/api-fixture.ts';
import { incident, stepReport, type RowGiven } from '../../test/support/step-report.ts';
import { ForecastResponse, RangeResponse, RollupsResponse, SeriesResponse, WatchesResponse } from './contract/index.ts';

const LAST_MS = NOW_MS - STEP_MS;
const shop = (route: string) => ({ 'service.name': 'shop', 'http.route': route });

/** Steps from 5 minutes ago to the last one, the same rows in each. */
function minutes(rows: readonly RowGiven[]) {
  return [4, 3, 2, 1, 0].map((k) => stepReport({ stepStartMs: LAST_MS - k * STEP_MS, rows }));
}

describe('GET /api/v1/watches', () => {
  it('tells what is watched, how many series, and the newest step', async () => {
    const { get } = await apiFixture({
      watches: [watchSettings('requests'), watchSettings('errors')],
      reports: minutes([{ labels: shop('/a') }, { labels: shop('/b') }]),
    });
    const answer = (await get('/api/v1/watches')).json<WatchesResponse>();
    expect(Value.Check(WatchesResponse, answer)).toBe(true);
    expect(answer.watches).toMatchObject([
      { name: 'requests', seriesCount: 2, lastStepMs: LAST_MS, unit: 'req/s' },
      { name: 'errors', seriesCount: 0, lastStepMs: null },
    ]);
  });
});

describe('GET /api/v1/series', () => {
  it('tells the state of each series at its newest step', async () => {
    const { get, store } = await apiFixture({
      reports: minutes([
        { labels: shop('/normal') },
        { labels: shop('/learning'), learning: true, score: 9 },
        { labels: shop('/absent'), value: NaN, score: 2 },
        { labels: shop('/out'), score: 1.2 },
        { labels: shop('/open'), score: 0.4 },
      ]),
    });
    store.saveIncident(incident({ labels: shop('/open') }));
    const answer = (await get('/api/v1/series?watch=requests')).json<SeriesResponse>();
    expect(Value.Check(SeriesResponse, answer)).toBe(true);
    expect(answer.series.map(({ labels, state }) => [labels['http.route'], state])).toEqual([
      ['/normal', 'normal'],
      ['/learning', 'learning'],
      ['/absent', 'absent'],
      ['/out', 'anomalous'],
      ['/open', 'anomalous'],
    ]);
  });

  it('filters by matchers under own and Prometheus names, and counts beyond the limit', async () => {
    const { get } = await apiFixture({
      reports: minutes(['/a', '/b', '/c'].map((route) => ({ labels: shop(route) }))),
    });
    const match = encodeURIComponent('service_name="shop",http.route=~"/[ab]"');
    const answer = (await get(`/api/v1/series?watch=requests&limit=1&match=${match}`)).json<SeriesResponse>();
    expect(answer).toMatchObject({ total: 2, series: [{ labels: shop('/a'), lastStepMs: LAST_MS }] });
  });
});

describe('GET /api/v1/range', () => {
  it('gives the columns asked for, absent as null, from and to included', async () => {
    const { get } = await apiFixture({
      reports: minutes([{ labels: shop('/a'), value: NaN, score: 3 }]),
    });
    const from = LAST_MS - 2 * STEP_MS;
    const url = `/api/v1/range?watch=requests&from=${from}&to=${LAST_MS}&fields=value,typicalUpper,score`;
    const answer = (await get(url)).json<RangeResponse>();
    expect(Value.Check(RangeResponse, answer)).toBe(true);
    expect(answer).toEqual({
      watch: 'requests',
      stepMs: STEP_MS,
      total: 1,
      series: [
        {
          labels: shop('/a'),
          times: [from, from + STEP_MS, LAST_MS],
          value: [null, null, null],
          typicalUpper: [12, 12, 12],
          score: [3, 3, 3],
        },
      ],
    });
  });

  it('has value, expected, limits and score by default, and relative times', async () => {
    const { get } = await apiFixture({ reports: minutes([{ labels: shop('/a') }]) });
    const [series] = (await get('/api/v1/range?watch=requests&from=now-1h&to=now')).json<RangeResponse>().series;
    expect(Object.keys(series!)).toEqual(['labels', 'times', 'value', 'expected', 'lower', 'upper', 'score']);
    expect(series!.times).toHaveLength(5);
  });

  it('prefers the highest severity when there are more series than wanted, and leaves out those without steps', async () => {
    const { get } = await apiFixture({
      reports: [
        stepReport({ stepStartMs: LAST_MS - 86_400_000, rows: [{ id: 9, labels: shop('/gone') }] }),
        ...minutes([
          { labels: shop('/a'), severity: 10 },
          { labels: shop('/b'), severity: 80 },
          { labels: shop('/c'), severity: 40 },
        ]),
      ],
    });
    const answer = (await get('/api/v1/range?watch=requests&from=now-1h&to=now&limit=2')).json<RangeResponse>();
    expect(answer.total).toBe(3);
    expect(answer.series.map(({ labels }) => labels['http.route'])).toEqual(['/b', '/c']);
  });

  it('thins to maxPoints without losing the highest score', async () => {
    const reports = Array.from({ length: 100 }, (_, k) =>
      stepReport({ stepStartMs: LAST_MS - (99 - k) * STEP_MS, rows: [{ labels: {}, score: k === 37 ? 9 : 0 }] }),
    );
    const { get } = await apiFixture({ reports });
    const url = '/api/v1/range?watch=requests&from=now-3h&to=now&maxPoints=10';
    const [series] = (await get(url)).json<RangeResponse>().series;
    expect(series!.times).toHaveLength(10);
    expect(Math.max(...(series!.score as number[]))).toBe(9);
    expect(series!.times[series!.score!.indexOf(9)]).toBe(LAST_MS - 62 * STEP_MS);
  });

  it('refuses what would take too long, and says how far it goes', async () => {
    const { get } = await apiFixture({ reports: minutes([{ labels: shop('/a') }]) });
    const response = await get('/api/v1/range?watch=requests&from=0&to=now');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      error: {
        code: 'TLERR_BAD_PARAMETER',
        field: 'from',
        message: expect.stringContaining('16666 hours for 1 series'),
      },
    });
  });
});

describe('GET /api/v1/forecast', () => {
  it('carries on from the newest step to the longest horizon', async () => {
    const { get } = await apiFixture({ reports: minutes([{ id: 4, labels: shop('/a') }]) });
    const answer = (await get('/api/v1/forecast?watch=requests')).json<ForecastResponse>();
    expect(Value.Check(ForecastResponse, answer)).toBe(true);
    const [series] = answer.series;
    expect(series).toMatchObject({ labels: shop('/a'), madeAtMs: LAST_MS });
    expect(series!.times).toHaveLength(60);
    expect([series!.times[0], series!.times.at(-1)]).toEqual([LAST_MS + STEP_MS, LAST_MS + 60 * STEP_MS]);
    expect([series!.expected[0], series!.lower[0], series!.upper[0]]).toEqual([4, null, 5]);
  });

  it('strides where a curve would have more than 2,000 points', async () => {
    const { get } = await apiFixture({ reports: minutes([{ labels: {} }]) });
    const [series] = (await get('/api/v1/forecast?watch=requests&to=now%2B7d')).json<ForecastResponse>().series;
    expect(series!.times.length).toBeGreaterThan(1600);
    expect(series!.times.length).toBeLessThanOrEqual(2000);
    expect((series!.times[1]! - series!.times[0]!) % STEP_MS).toBe(0);
  });

  it('goes no further than a year', async () => {
    const { get } = await apiFixture({ reports: minutes([{ labels: {} }]) });
    const response = await get('/api/v1/forecast?watch=requests&to=now%2B9999d');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      error: { field: 'to', message: expect.stringContaining('too far ahead') },
    });
  });

  it('is empty of points where to is past, and of series before the first step', async () => {
    const past = await apiFixture({ reports: minutes([{ labels: {} }]) });
    const answer = (await past.get('/api/v1/forecast?watch=requests&to=now-1h')).json<ForecastResponse>();
    expect(answer.series[0]!.times).toEqual([]);
    const fresh = await apiFixture();
    expect((await fresh.get('/api/v1/forecast?watch=requests')).json()).toMatchObject({ series: [], total: 0 });
  });
});

describe('GET /api/v1/rollups', () => {
  const hours = 'from=now-3h&to=now';

  it('tells hours, how much of them is covered, and what is normal of them', async () => {
    const rows = [
      { labels: shop('/a'), value: 6 },
      { labels: shop('/b'), value: 12, score: 2 },
    ];
    const { get } = await apiFixture({ reports: minutes(rows) });
    const answer = (await get(`/api/v1/rollups?watch=requests&${hours}`)).json<RollupsResponse>();
    expect(Value.Check(RollupsResponse, answer)).toBe(true);
    const covered = [expect.closeTo(5 / 60)];
    const common = { times: [NOW_MS - 3_600_000], ends: [NOW_MS], covered };
    expect(answer.series).toEqual([
      { labels: shop('/a'), ...common, value: [6], total: [1800], min: [6], max: [6], normal: [6], troubled: [0] },
      {
        labels: shop('/b'),
        ...common,
        ...{ value: [12], total: [3600], min: [12], max: [12], normal: [null], troubled: covered },
      },
    ]);
    expect(answer).toMatchObject({ period: 'hour', timezone: 'UTC', total: 2 });
  });

  it('tells the highest step of a measure of highest values, and no total', async () => {
    const { get } = await apiFixture({
      watches: [watchSettings('requests', { measure: 'max' })],
      reports: minutes([{ labels: shop('/a'), value: 6 }]),
    });
    const answer = (await get(`/api/v1/rollups?watch=requests&period=day&${hours.replace('3h', '2d')}`)).json();
    expect(answer.series[0]).toMatchObject({ value: [6], total: [null], ends: [NOW_MS + 16 * 3_600_000] });
  });

  it.each(['watch=nobody&from=now-1h&to=now', 'watch=requests&from=x&to=now', `watch=requests&period=year&${hours}`])(
    'refuses %s',
    async (query) => {
      const { get } = await apiFixture();
      expect([400, 404]).toContain((await get(`/api/v1/rollups?${query}`)).statusCode);
    },
  );
});
