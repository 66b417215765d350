import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Backtest, BacktestRequest } from '../../src/api/contract/index.ts';
import { startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { OLD_TRAFFIC_EXPR } from './harness/old-traffic.ts';
import { log } from './harness/paths.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping the knobs of Watch a graph: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

/** On a machine that has nothing else to do; ten times as much where it has. What it took is logged. */
const AIM_MS = 3_000;
const BUSY = 10;

/** The n-th slider of the form: Grafana's has no name of its own. */
const slide = (n: number) => async (page: Page) => {
  await page.getByRole('slider').nth(n).focus();
  await page.keyboard.press('ArrowRight');
};
const choose = (id: string, option: string) => async (page: Page) => {
  await page.locator(`#${id}`).fill(option);
  await page.getByRole('option', { name: option, exact: true }).first().click();
};

/** Each knob: how it is turned, and what is then asked of Tidemark. */
const KNOBS: readonly (readonly [knob: string, turn: (page: Page) => Promise<void>, asked: object])[] = [
  ['sensitivity', slide(0), { sensitivity: { false_alarms_per_week: 2 } }],
  ['direction', (page) => page.getByRole('radio', { name: 'Too little' }).click(), { direction: 'down' }],
  ['minimum change', slide(1), { min_change: { absolute: 0, relative: 0.15 } }],
  ['step', choose('tidemark-step', '5m'), { step: '5m' }],
  ['seasons', choose('tidemark-zone', 'Europe/Berlin'), { timezone: 'Europe/Berlin' }],
];

describeWithGrafana('the knobs of Watch a graph', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    ({ page } = await signedInPage(browser, grafana));
    await page.goto(appUrl(grafana, `backtest?expr=${encodeURIComponent(OLD_TRAFFIC_EXPR)}&measure=rate`));
    await page
      .getByText(/alerts? a week/)
      .first()
      .waitFor();
  }, 180_000);
  afterAll(() => browser?.close());

  it.each(KNOBS)('%s: what it would have found is shown as it is turned', async (knob, turn, asked) => {
    const request = page.waitForRequest((one) => one.method() === 'POST' && one.url().endsWith('/api/v1/backtests'));
    const done = page.waitForResponse(async (one) => {
      if (!/\/api\/v1\/backtests/.test(one.url()) || !one.ok() || one.request().method() === 'DELETE') return false;
      return ((await one.json()) as Backtest).state === 'done';
    });
    await turn(page);
    const begunMs = Date.now();
    expect(((await request).postDataJSON() as BacktestRequest).watch).toMatchObject(asked);
    const { result } = (await (await done).json()) as Backtest;
    const tookMs = Date.now() - begunMs;
    log(`${knob}: ${result?.points} points tried in ${tookMs} ms`);
    expect(result?.points).toBeGreaterThan(1_000);
    await page
      .getByText(/alerts? a week/)
      .first()
      .waitFor();
    expect(tookMs).toBeLessThan(AIM_MS * BUSY);
  });
});
