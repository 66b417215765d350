import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Backtest, WatchDetail } from '../../src/api/contract/index.ts';
import { runningService, type RunningService } from '../support/running-service.ts';
import { waitFor } from './harness/processes.ts';
import { OLD_TRAFFIC_EXPR, oldTraffic } from './harness/old-traffic.ts';
import { prometheusWithHistory, type HistoricPrometheus } from './harness/prometheus-history.ts';
import { createPromQl } from './harness/promql.ts';
import { describeWithPeers } from './harness/require-go.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LIVE_EXPR = 'sum(rate(prometheus_http_requests_total[30s]))';
const HISTORY = {
  name: 'history',
  source: { promql: OLD_TRAFFIC_EXPR, from: 'real' },
  measure: 'rate',
  unit: 'hits/s',
  step: '60s',
};

describeWithPeers('PromQL watches on a real Prometheus with four weeks of history', () => {
  let dir: string;
  let prometheus: HistoricPrometheus;
  let mute: Server;
  let running: RunningService;
  let toMs: number;
  let outage: { fromS: number; toS: number };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tidemark-promql-'));
    const history = oldTraffic(Date.now() - 10 * MINUTE_MS);
    ({ toMs, outage } = history);
    prometheus = await prometheusWithHistory({ dir, ...history });
    // Takes every connection and never says a word.
    mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    running = await runningService({
      sources: [
        { name: 'slow', url: `http://127.0.0.1:${(mute.address() as AddressInfo).port}`, timeout: '5s' },
        { name: 'real', url: prometheus.url, history: '28d', delay: '2s' },
      ],
      watches: [
        { name: 'stuck', source: { promql: 'up', from: 'slow' }, step: '10s' },
        { name: 'own_requests', source: { promql: LIVE_EXPR, from: 'real' }, step: '10s' },
      ],
    });
  }, 1_800_000);

  afterAll(async () => {
    await running?.close();
    await prometheus?.stop();
    mute?.close();
    await rm(dir, { recursive: true, force: true });
  }, 60_000);

  const detail = async (name: string) => (await running.call('GET', `/api/v1/watches/${name}`)).body as WatchDetail;
  const until = (name: string, done: (watch: WatchDetail) => boolean, withinMs = 120_000) =>
    waitFor(
      `${name} to be so`,
      async () => {
        const found = await detail(name);
        return done(found) && found;
      },
      withinMs,
    );

  it('tries a watch on the history: the outage, the bands, how often it would have alarmed', async () => {
    const begun = await running.call('POST', '/api/v1/backtests', {
      watch: HISTORY,
      start: String(toMs - 28 * DAY_MS),
      end: String(toMs),
    });
    const { id } = begun.body as Backtest;
    const { result, error } = await waitFor('the backtest', async () => {
      const found = (await running.call('GET', `/api/v1/backtests/${id}`)).body as Backtest;
      return (found.state === 'done' || found.state === 'failed') && found;
    });

    expect(error).toBeNull();
    expect(result!.points).toBeGreaterThan(2 * 28 * 1_430);
    const outages = result!.incidents.filter(({ class: kind }) => kind === 'drop_to_zero');
    expect(outages.map(({ labels }) => labels).toSorted((a, b) => (a.route! < b.route! ? -1 : 1))).toEqual([
      { route: '/' },
      { route: '/cart' },
    ]);
    for (const { startMs } of outages) expect(Math.abs(startMs / 1000 - outage.fromS)).toBeLessThan(600);
    expect(result!.incidentsTotal).toBeLessThan(10);
    expect(result!.coverage).toBeGreaterThan(0.9);
  });

  it('learns a new watch from the whole history, with the values that Prometheus has', async () => {
    expect(await running.call('POST', '/api/v1/watches', HISTORY)).toMatchObject({ status: 200 });
    const { series, watch } = await until(
      'history',
      ({ pull, series: { total } }) => pull?.state === 'live' && total === 2,
    );

    expect(series).toMatchObject({ total: 2, learning: 0 });
    const atMs = toMs - 60 * MINUTE_MS;
    const range = await running.call(
      'GET',
      `/api/v1/range?watch=history&match=route%3D%22%2F%22&from=${atMs}&to=${atMs}&fields=value`,
    );
    const [sample] = await createPromQl(prometheus.url).instant(
      'sum(rate(hits_total{route="/"}[5m]))',
      atMs + watch.stepMs,
    );
    const { value } = (range.body as { series: { value: number[] }[] }).series[0]!;
    expect(value[0]).toBeCloseTo(Number(sample!.value[1]), 9);
    const incidents = await running.call('GET', '/api/v1/incidents?watch=history&class=drop_to_zero');
    expect(incidents.body).toMatchObject({ total: 2 });
  });

  it('goes on from its checkpoint after a restart, without learning anew', async () => {
    const before = await detail('history');
    await running.restart();
    const after = await until('history', ({ watch }) => watch.lastStepMs! >= before.watch.lastStepMs!);
    expect(after.series.learning).toBe(0);
  });

  it('is live, and held up by no other source', async () => {
    const first = await until('own_requests', ({ watch, pull }) => pull?.state === 'live' && watch.lastStepMs !== null);
    await until('own_requests', ({ watch }) => watch.lastStepMs! >= first.watch.lastStepMs! + 30_000);
    expect(await detail('stuck')).toMatchObject({
      watch: { state: 'failing' },
      pull: { lastError: { code: 'TLERR_SOURCE_TIMEOUT' } },
    });
  });

  it('catches up when Prometheus is back, and calls its absence no outage', async () => {
    const before = await detail('own_requests');
    await prometheus.stop();
    await until('own_requests', ({ watch }) => watch.state === 'failing', 60_000);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await prometheus.startAgain();
    const after = await until(
      'own_requests',
      ({ watch, pull }) => pull?.state === 'live' && watch.lastStepMs! >= before.watch.lastStepMs! + 60_000,
    );
    expect(after.pull!.lastError).toMatchObject({ code: 'TLERR_SOURCE_UNREACHABLE' });
    const { body } = await running.call('GET', '/api/v1/incidents?watch=own_requests&class=absent');
    expect(body).toMatchObject({ total: 0 });
  }, 240_000);
});
