import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeViolations } from './harness/axe.ts';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { OLD_TRAFFIC_EXPR } from './harness/old-traffic.ts';
import { log } from './harness/paths.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping the pages of the app: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

/** Where Grafana puts what an app shows; what is around it is Grafana's own. */
const OURS = '[data-testid="tidemark-page"]';

/** The pages, each with what shows that it has come. */
const PAGES: readonly (readonly [name: string, path: string, shows: RegExp])[] = [
  ['incidents', 'incidents', /incident/i],
  ['explore', 'explore?watch=requests&range=15m', /expected/],
  ['forecast', 'forecast?watch=requests', /seasonal-naive/],
  ['watches', 'watches?watch=requests', /Create alert rule/],
  ['watch-a-graph', `backtest?expr=${encodeURIComponent(OLD_TRAFFIC_EXPR)}`, /alerts? a week/],
  ['settings', 'settings', /answers: \d+ watches/],
];

describeWithGrafana('the pages of the app', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  const opened = async (path: string, theme: 'light' | 'dark', shows: RegExp) => {
    const { page, errors } = await signedInPage(browser, grafana, theme);
    await page.goto(appUrl(grafana, `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`));
    await page.locator(OURS).getByText(shows).first().waitFor();
    return { page, errors };
  };

  describe.each(['dark', 'light'] as const)('in %s', (theme) => {
    it.each(PAGES)('%s has nothing that axe finds', async (name, path, shows) => {
      const { page } = await opened(path, theme, shows);
      await keepScreenshot(page, `grafana-page-${name}-${theme}`);
      expect(await axeViolations(page, OURS)).toEqual([]);
      await page.context().close();
    });
  });

  it('are used without a mouse: from a list of incidents to one and back, and a knob that is turned', async () => {
    const { page } = await opened('incidents?status=', 'dark', /incident/i);
    await page.getByTestId('tidemark-incident').first().waitFor();
    await page.getByTestId('tidemark-incident').first().getByRole('button').first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page
      .getByText(/\d+ selected/i)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByText(/\d+ selected/i)
      .first()
      .waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.goBack();
    await page.getByTestId('tidemark-incident').first().waitFor();
    await page.context().close();

    const trial = await opened(`backtest?expr=${encodeURIComponent(OLD_TRAFFIC_EXPR)}`, 'dark', /alerts? a week/);
    const slider = trial.page.getByRole('slider').first();
    await slider.focus();
    await trial.page.keyboard.press('ArrowRight');
    await trial.page.waitForURL(/alarms=2/);
    await trial.page.context().close();
  });
});
