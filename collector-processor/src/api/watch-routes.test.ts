import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Value } from 'typebox/value';
import { runningService, type RunningService } from '../../test/support/running-service.ts';
import { smallPrometheus, type SmallPrometheus } from '../../test/support/small-prometheus.ts';
import { Backtest, SourcesResponse, WatchDetail } from './contract/index.ts';

const EXPR = 'sum by (route) (rate(hits[5m]))';
const DAY_S = 86_400;
const WATCH = {
  name: 'hits',
  description: 'Hits a second',
  unit: 'hits/s',
  source: { promql: EXPR, from: 'prom' },
  measure: 'rate',
  step: '5m',
  panel: { dashboard: 'shop', id: 4 },
};
/** A day's wave with a little noise; two routes. */
const wave = (scale: number) => (seconds: number) =>
  scale * (100 + 40 * Math.sin((2 * Math.PI * seconds) / DAY_S) + 3 * Math.sin(seconds * 12.9898));

describe('watches made at run time', () => {
  let prometheus: SmallPrometheus;
  let running: RunningService;
  beforeEach(async () => {
    prometheus = await smallPrometheus();
    prometheus.series[EXPR] = [
      { metric: { route: '/' }, value: wave(1) },
      { metric: { route: '/cart' }, value: wave(0.1) },
    ];
    running = await runningService({
      auth: {
        tokens: [
          { name: 'viewer', token: 'viewer-token', scopes: ['read'] },
          { name: 'editor', token: 'editor-token', scopes: ['read', 'write'] },
          { name: 'admin', token: 'admin-token', scopes: ['read', 'write', 'admin'] },
        ],
      },
      sources: [
        { name: 'prom', url: prometheus.url, history: '10d', grafana_uid: 'prom-uid', bearer_token: 'to-prometheus' },
      ],
      watches: [{ name: 'fixed', source: { promql: EXPR }, step: '1h' }],
    });
  });
  afterEach(async () => {
    await running.close();
    await prometheus.close();
  });

  const call = (method: string, path: string, body?: unknown, token = 'editor-token') =>
    running.call(method, path, body, token);

  async function until<T>(ask: () => Promise<T>, done: (answer: T) => boolean): Promise<T> {
    for (let i = 0; i < 600; i++) {
      const answer = await ask();
      if (done(answer)) return answer;
      await sleep(25);
    }
    throw new Error('it did not come about');
  }
  const detail = async (name = 'hits') => (await call('GET', `/api/v1/watches/${name}`)).body as WatchDetail;
  const live = (name?: string) =>
    until(
      () => detail(name),
      ({ watch }) => watch.state === 'live',
    );

  it('learn from the history of their source at once, are kept, and can be changed and deleted', async () => {
    const made = await call('POST', '/api/v1/watches', WATCH);
    expect(made).toMatchObject({ status: 200, body: { watch: { name: 'hits', origin: 'api' }, config: WATCH } });
    const learned = await live();
    expect(Value.Check(WatchDetail, learned)).toBe(true);
    expect(learned).toMatchObject({
      watch: { source: { kind: 'promql', promql: EXPR, from: 'prom' }, progress: null },
      series: { total: 2, learning: 0 },
      pull: { source: 'prom', state: 'live', progress: 1, lastError: null },
    });
    expect(learned.coverage).toBeGreaterThan(0.8);
    expect(learned.yaml).toContain('watches:\n  - name: hits\n');

    await running.restart();
    const resumed = await live();
    expect(resumed.watch.lastStepMs).toBeGreaterThanOrEqual(learned.watch.lastStepMs!);
    expect(resumed.series.learning).toBe(0);

    const tuned = await call('PUT', '/api/v1/watches/hits', { ...WATCH, direction: 'down' });
    expect(tuned).toMatchObject({ status: 200, body: { watch: { direction: 'down' }, series: { total: 2 } } });

    expect(await call('DELETE', '/api/v1/watches/hits?history=true')).toMatchObject({ status: 403 });
    expect(await call('DELETE', '/api/v1/watches/hits')).toMatchObject({ status: 200, body: { deleted: 'hits' } });
    expect(await call('GET', '/api/v1/watches/hits')).toMatchObject({ status: 404 });
  });

  it('tells every fault at once, by its key', async () => {
    const wrong = { ...WATCH, source: { promql: EXPR, from: 'prod' }, step: '7s', direction: 'sideways' };
    const { status, body } = await call('POST', '/api/v1/watches', wrong);
    expect(status).toBe(400);
    const { error } = body as { error: { code: string; problems: { path: string }[] } };
    expect(error.code).toBe('TLERR_WATCH_INVALID');
    expect(error.problems.map(({ path }) => path).toSorted()).toEqual(['direction', 'source.from', 'step']);
  });

  it.each([
    ['an address', { ...WATCH, source: { promql: EXPR, url: 'http://other' } }, /unknown key/],
    ['a name that is taken', { ...WATCH, name: 'fixed' }, /is the name of watches\[0\] already/],
    ['a metric of OTLP', { ...WATCH, source: { otlp: { metric: 'm' } } }, /only PromQL watches/],
    ['no watch', 'hits', /not allowed|mapping/],
  ])('refuse %s', async (_what, body, message) => {
    const answer = await call('POST', '/api/v1/watches', body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(message);
  });

  it('are not deleted while they are the load of another', async () => {
    await live('fixed');
    await call('POST', '/api/v1/watches', WATCH);
    await call('POST', '/api/v1/watches', { ...WATCH, name: 'slow', load: 'hits' });
    const refused = await call('DELETE', '/api/v1/watches/hits');
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'TLERR_WATCH_NEEDED' } } });
    expect(JSON.stringify(refused.body)).toContain("Watch 'hits' is the load of 'slow'");
    for (const name of ['slow', 'hits']) expect((await call('DELETE', `/api/v1/watches/${name}`)).status).toBe(200);
  });

  it('leave those of the configuration as they are', async () => {
    await live('fixed');
    const answers = [
      await call('PUT', '/api/v1/watches/fixed', { ...WATCH, name: 'fixed' }),
      await call('DELETE', '/api/v1/watches/fixed'),
      await call('DELETE', '/api/v1/watches/requests'),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(409);
      expect(body).toMatchObject({
        error: { code: 'TLERR_WATCH_FIXED', help: expect.stringContaining('tidemark.yaml') },
      });
    }
  });

  it('say what is the matter with their expression', async () => {
    await live('fixed');
    prometheus.trouble = { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'unexpected )' } };
    await call('POST', '/api/v1/watches', WATCH);
    const failing = await until(detail, ({ watch }) => watch.state === 'failing');
    expect(failing.pull!.lastError).toMatchObject({
      code: 'TLERR_SOURCE_QUERY',
      message: expect.stringContaining('unexpected )'),
    });
  });

  it('are tried on their history before they are made', async () => {
    const request = { watch: { ...WATCH, min_change: { relative: 0.2 } }, start: 'now-8d' };
    const begun = await call('POST', '/api/v1/backtests', request);
    expect(begun).toMatchObject({ status: 200, body: { state: expect.stringMatching(/waiting|pulling/) } });
    const { id } = begun.body as Backtest;
    const done = await until(
      async () => (await call('GET', `/api/v1/backtests/${id}`)).body as Backtest,
      ({ state }) => state === 'done' || state === 'failed',
    );
    expect(Value.Check(Backtest, done)).toBe(true);
    expect(done).toMatchObject({
      error: null,
      progress: 1,
      result: { watch: 'hits', stepMs: 300_000, seriesFound: 2 },
    });
    const { series, summaries, coverage } = done.result!;
    expect(series.map(({ labels }) => labels)).toEqual([{ route: '/' }, { route: '/cart' }]);
    expect(series[0]!.upper!.filter((value) => value !== null).length).toBeGreaterThan(500);
    expect(summaries[0]!.learnedFromMs).not.toBeNull();
    expect(coverage).toBeGreaterThan(0.8);
    expect((await call('GET', '/api/v1/watches')).body).not.toMatchObject({
      watches: expect.arrayContaining([expect.objectContaining({ name: 'hits' })]),
    });
  });

  it('cannot be tried where there is nothing, or with faults', async () => {
    const begun = await call('POST', '/api/v1/backtests', {
      watch: { ...WATCH, source: { promql: 'nothing', from: 'prom' } },
    });
    const { id } = begun.body as Backtest;
    const failed = await until(
      async () => (await call('GET', `/api/v1/backtests/${id}`)).body as Backtest,
      ({ state }) => state === 'failed',
    );
    expect(failed.error).toMatchObject({ code: 'TLERR_BACKTEST_EMPTY' });
    expect(await call('POST', '/api/v1/backtests', { watch: { name: 'nobody' } })).toMatchObject({ status: 400 });
    expect(await call('POST', '/api/v1/backtests', { watch: WATCH, start: 'now', end: 'now' })).toMatchObject({
      status: 400,
    });
  });

  it.each([
    ['POST', '/api/v1/watches', 'viewer-token', 403],
    ['POST', '/api/v1/backtests', 'viewer-token', 403],
    ['POST', '/api/v1/watches/fixed/mute', 'viewer-token', 403],
    ['POST', '/api/v1/incidents/verdicts', 'viewer-token', 403],
    ['POST', '/api/v1/admin/sources/prom/check', 'editor-token', 403],
    ['DELETE', '/api/v1/watches/fixed?history=true', 'editor-token', 403],
    ['GET', '/api/v1/sources', 'viewer-token', 200],
    ['GET', '/api/v1/watches/fixed', 'viewer-token', 200],
    ['POST', '/api/v1/admin/sources/prom/check', 'admin-token', 200],
    ['GET', '/api/v1/watches', 'no-such-token', 401],
  ])('%s %s is %s’s: %i', async (method, path, token, status) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    expect(await call(method, path, body, token)).toMatchObject({ status });
  });

  it('tell of sources what people need, and never a secret', async () => {
    await live('fixed');
    const sources = await call('GET', '/api/v1/sources');
    expect(Value.Check(SourcesResponse, sources.body)).toBe(true);
    expect(sources.body).toMatchObject({
      sources: [{ name: 'prom', grafanaUid: 'prom-uid', state: 'ok', watches: 1 }],
    });
    const check = await call('POST', '/api/v1/admin/sources/prom/check', {}, 'admin-token');
    expect(check.body).toMatchObject({
      name: 'prom',
      url: prometheus.url,
      auth: 'bearer',
      reachable: true,
      error: null,
    });
    expect(JSON.stringify([sources, check]) + running.logged()).not.toContain('to-prometheus');
  });
});
