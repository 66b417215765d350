import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { RangeResponse } from '../../src/api/contract/index.ts';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { OLD_TRAFFIC_EXPR } from './harness/old-traffic.ts';
import { log } from './harness/paths.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping Watch a graph in Grafana: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

const DASHBOARD = 'tidemark-e2e-plain';
const PANEL_TITLE = 'Hits by route';
/** As it is named after the panel. */
const WATCH = 'hits_by_route';
const MAX_CLICKS = 5;
const MAX_MS = 60_000;

/** From a dashboard that knows nothing of Tidemark to bands on its panel, on the history that the native stack's Prometheus holds. */
describeWithGrafana('watching a graph', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;
  let page: Page;
  let clicks = 0;

  beforeAll(async () => {
    browser = await startBrowser();
    ({ page } = await browser.page());
    const login = { user: grafana.user, password: grafana.password };
    expect((await page.request.post(`${grafana.url}/login`, { data: login })).status()).toBe(200);
    await page.request.post(`${grafana.url}/api/dashboards/db`, { data: plainDashboard() });
  }, 120_000);

  afterAll(async () => {
    await page?.request.delete(`${grafana.url}/api/dashboards/uid/${DASHBOARD}`);
    await page?.request.delete(
      `${grafana.url}/api/datasources/proxy/uid/tidemark/api/v1/watches/${WATCH}?history=true`,
    );
    await browser?.close();
  });

  const click = async (what: Locator) => {
    await what.click();
    clicks += 1;
  };

  it(`needs ${MAX_CLICKS} clicks and ${MAX_MS / 1000} seconds at most`, async () => {
    await page.goto(`${grafana.url}/d/${DASHBOARD}`);
    await page.getByText(PANEL_TITLE, { exact: true }).first().hover();
    const beganMs = Date.now();

    await click(page.getByRole('button', { name: `Menu for panel ${PANEL_TITLE}` }));
    // A submenu opens under the pointer; a click would close it.
    await page.getByRole('menuitem', { name: 'Extensions' }).hover();
    await click(page.getByRole('menuitem', { name: 'Watch with Tidemark' }));
    await page.getByRole('region', { name: 'What it would have found' }).waitFor({ timeout: MAX_MS });
    await keepScreenshot(page, 'grafana-watch-a-graph');
    await click(page.getByTestId('tidemark-watch'));
    const bands = page.waitForResponse((answer) => answer.url().includes('/api/v1/range') && answer.ok(), {
      timeout: MAX_MS,
    });
    await click(page.getByRole('button', { name: 'Overlay on this panel' }));
    const overlaid = ((await (await bands).json()) as RangeResponse).series;
    const tookMs = Date.now() - beganMs;
    expect(overlaid.map(({ labels }) => labels.route).toSorted()).toEqual(['/', '/cart']);
    await page.getByText('expected', { exact: false }).first().waitFor();
    await keepScreenshot(page, 'grafana-overlay');

    expect(clicks).toBeLessThanOrEqual(MAX_CLICKS);
    expect(tookMs).toBeLessThan(MAX_MS);
  }, 180_000);

  it('is a version of the dashboard with a message, and restoring the one before takes it back', async () => {
    const { versions } = await grafana.get<{ versions: { version: number; message: string }[] }>(
      `/api/dashboards/uid/${DASHBOARD}/versions`,
    );
    expect(versions[0]?.message).toMatch(/^Tidemark: bands of the watch/);
    expect(await targetTypes()).toEqual(['prometheus', 'tidemark-anomaly-datasource']);

    await grafana.send('POST', `/api/dashboards/uid/${DASHBOARD}/restore`, { version: versions[1]?.version });
    expect(await targetTypes()).toEqual(['prometheus']);
  });

  /** Of the queries of the panel, as Grafana has them saved. */
  async function targetTypes(): Promise<string[]> {
    const { dashboard } = await grafana.get<{
      dashboard: { panels: { targets: { datasource: { type: string } }[] }[] };
    }>(`/api/dashboards/uid/${DASHBOARD}`);
    return dashboard.panels.flatMap(({ targets }) => targets.map(({ datasource }) => datasource.type));
  }
});

function plainDashboard() {
  const prometheus = { type: 'prometheus', uid: 'prom' };
  return {
    overwrite: true,
    dashboard: {
      ...{ uid: DASHBOARD, title: 'Plain', time: { from: 'now-6h', to: 'now' } },
      panels: [
        {
          ...{ id: 1, type: 'timeseries', title: PANEL_TITLE, datasource: prometheus },
          gridPos: { x: 0, y: 0, w: 24, h: 12 },
          targets: [{ refId: 'A', expr: OLD_TRAFFIC_EXPR, datasource: prometheus }],
        },
      ],
    },
  };
}
