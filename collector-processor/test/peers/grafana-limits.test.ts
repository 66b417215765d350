import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backtest } from '../../src/api/contract/index.ts';
import { runningService, type RunningService } from '../support/running-service.ts';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { log } from './harness/paths.ts';
import { waitFor } from './harness/processes.ts';
import { troubledPrometheus, type TroubledPrometheus } from './harness/troubled-prometheus.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping limits in Grafana: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

const UID = 'tidemark-e2e-limits';
const SERIES = 100_000;

/** A Tidemark of its own, whose sources are too slow and too many, behind a datasource of the Grafana. */
describeWithGrafana('an expression that asks too much', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;
  let prometheus: TroubledPrometheus;
  let tidemark: RunningService;

  beforeAll(async () => {
    browser = await startBrowser();
    prometheus = await troubledPrometheus({ delayMs: 60_000, series: SERIES });
    tidemark = await runningService({
      sources: [
        { name: 'slow', url: prometheus.slowUrl, timeout: '2s' },
        { name: 'crowd', url: prometheus.crowdUrl },
      ],
      watches: [{ name: 'stuck', source: { promql: 'up', from: 'slow' }, step: '10s' }],
    });
    await grafana.send('POST', '/api/datasources', {
      ...{ uid: UID, name: UID, type: 'tidemark-anomaly-datasource', access: 'proxy', url: tidemark.apiUrl() },
    });
  }, 120_000);

  afterAll(async () => {
    await grafana.send('DELETE', `/api/datasources/uid/${UID}`).catch(() => undefined);
    await tidemark?.close();
    prometheus?.close();
    await browser?.close();
  }, 60_000);

  it.each([
    [
      'a slow Prometheus',
      'backtest?expr=up&source=slow',
      /'slow' did not answer within 2\s?s.*Make the expression cheaper/,
    ],
    [
      'a hundred thousand series',
      'backtest?expr=hits&source=crowd',
      /gives \d+ series at once; \d+ are allowed.*Aggregate more/,
    ],
    ['a slow source of a watch', 'watches?watch=stuck', /did not answer within 2\s?s.*raise timeout of the source/],
  ])('says what to do about %s', async (what, path, sentence) => {
    const { page } = await signedInPage(browser, grafana);
    const [address, query] = path.split('?');
    await page.goto(appUrl(grafana, `${address}?ds=${UID}&${query}`));
    await page.getByText(sentence).first().waitFor();
    await keepScreenshot(page, `grafana-limit-${what.replaceAll(' ', '-')}`);
    expect(await page.getByText(sentence).first().isVisible()).toBe(true);
  });

  it('is refused within seconds, and the API answers others meanwhile', async () => {
    const beganMs = Date.now();
    const began = await tidemark.call('POST', '/api/v1/backtests', {
      watch: { name: 'many', source: { promql: 'hits', from: 'crowd' }, step: '60s' },
      ...{ start: 'now-1d', end: 'now' },
    });
    const { id } = began.body as Backtest;
    expect((await tidemark.call('GET', '/api/v1/watches')).status).toBe(200);
    const { error } = await waitFor('the backtest to end', async () => {
      const now = (await tidemark.call('GET', `/api/v1/backtests/${id}`)).body as Backtest;
      return now.state === 'failed' && now;
    });
    expect(error).toMatchObject({ code: 'TLERR_SOURCE_SERIES', details: { found: SERIES } });
    expect(Date.now() - beganMs).toBeLessThan(15_000);
  });
});
