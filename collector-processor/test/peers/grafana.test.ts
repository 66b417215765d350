import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readAlertRules } from './harness/alert-rules.ts';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { dashboard } from './harness/dashboard.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { log } from './harness/paths.ts';
import { waitFor } from './harness/processes.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping Grafana: GRAFANA_URL is not set (docs/real-peers.md)');

/** Only with a Grafana; without one every test of it is reported as skipped. */
const describeWithGrafana = given === null ? describe.skip : describe;

interface RulesAnswer {
  data: { groups: { name: string; rules: { name: string; health: string; lastError?: string }[] }[] };
}

describeWithGrafana('Grafana with the plugin and provisioning/', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const signedIn = async (colorScheme: 'light' | 'dark' = 'dark') => {
    const opened = await browser.page({ colorScheme });
    const answer = await opened.page.request.post(`${grafana.url}/login`, {
      data: { user: grafana.user, password: grafana.password },
    });
    expect(answer.status()).toBe(200);
    return opened;
  };

  it('has the app enabled, with its datasource and its panel', async () => {
    const app = await grafana.get<{ enabled: boolean }>('/api/plugins/tidemark-anomaly-app/settings');
    const refused = await grafana.get<{ pluginId: string }[]>('/api/plugins/errors');
    const loaded = await grafana.get<{ id: string }[]>('/api/plugins');

    expect(app.enabled).toBe(true);
    expect(refused.filter(({ pluginId }) => pluginId.startsWith('tidemark'))).toEqual([]);
    expect(loaded.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['tidemark-anomaly-app', 'tidemark-anomaly-datasource', 'tidemark-anomaly-panel']),
    );
  });

  it.each(['prom', 'tidemark'])('finds the datasource %s healthy', async (uid) => {
    const { page } = await signedIn();

    await page.goto(`${grafana.url}/connections/datasources/edit/${uid}`);
    await page.getByRole('button', { name: /^(Save & )?test$/i }).click();
    const verdict = page.getByTestId('data-testid Alert success').first();

    await verdict.waitFor({ timeout: 30_000 });
    await keepScreenshot(page, `grafana-datasource-${uid}`);
    expect(await verdict.isVisible()).toBe(true);
  });

  it.each(['dark', 'light'] as const)('draws every panel of the dashboard without an error, %s', async (theme) => {
    const { page } = await signedIn(theme);
    const answers = watchQueries(page);
    // High enough for all panels: Grafana draws those that are in view.
    await page.setViewportSize({ width: 1440, height: 1600 });

    await page.goto(`${grafana.url}/d/${dashboard.uid}?theme=${theme}&kiosk`);
    await page.getByText(dashboard.panels[0]?.title ?? '', { exact: true }).waitFor({ timeout: 60_000 });
    for (const { title } of dashboard.panels) await page.getByText(title, { exact: true }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await keepScreenshot(page, `grafana-dashboard-${theme}`);

    expect(await page.getByTestId('data-testid Panel status error').count()).toBe(0);
    expect(await page.getByText('No data', { exact: true }).count()).toBe(0);
    expect(answers.failed).toEqual([]);
    expect(answers.bands).toBeGreaterThan(0);
  });

  it('has loaded every alert rule, and evaluates each without an error', async () => {
    const provisioned = await grafana.get<{ uid: string; title: string }[]>('/api/v1/provisioning/alert-rules');
    const expected = (await readAlertRules()).map(({ uid }) => uid);
    expect(provisioned.map(({ uid }) => uid)).toEqual(expect.arrayContaining(expected));

    const titles = provisioned.filter(({ uid }) => expected.includes(uid)).map(({ title }) => title);
    const evaluated = await waitFor(
      'every rule to have been evaluated',
      async () => {
        const { data } = await grafana.get<RulesAnswer>('/api/prometheus/grafana/api/v1/rules');
        const ours = data.groups.flatMap(({ rules }) => rules).filter(({ name }) => titles.includes(name));
        const done = ours.length === titles.length && ours.every(({ health }) => health !== 'unknown');
        return done ? ours : null;
      },
      90_000,
    );
    expect(evaluated.filter(({ health, lastError }) => health === 'error' || Boolean(lastError))).toEqual([]);
  });
});

/** Counts Tidemark's answers with a band, and lists the queries that went wrong. */
function watchQueries(page: Page): { failed: string[]; bands: number } {
  const seen = { failed: [] as string[], bands: 0 };
  page.on('response', (response) => {
    const url = response.url();
    if (!url.includes('/api/datasources/') && !url.includes('/api/ds/query')) return;
    if (response.status() >= 400) seen.failed.push(`${response.status()} ${url}`);
    if (url.includes('/api/v1/range') && response.ok()) {
      void response.json().then(
        ({ series }: { series: { upper?: unknown[] }[] }) => {
          if (series.some(({ upper }) => upper !== undefined && upper.some((value) => value !== null))) seen.bands += 1;
        },
        () => undefined,
      );
    }
  });
  return seen;
}
