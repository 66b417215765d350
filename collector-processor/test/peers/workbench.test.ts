import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { startDemo, type RunningDemo } from './harness/demo.ts';

const STEP_MS = 10_000;
/** Two steps, the wait for stragglers and the page's own polling. */
const INCIDENT_WITHIN_MS = 6 * STEP_MS;

describe('the workbench of the demo, in a browser', () => {
  let demo: RunningDemo;
  let browser: TestBrowser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    demo = await startDemo();
    browser = await startBrowser();
    ({ page, errors } = await browser.page());
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, 60_000);

  const incidents = () => page.getByTestId('tidemark-incident');
  const open = (kind: RegExp) => incidents().filter({ hasText: kind }).filter({ hasText: 'Open' });

  it('shows a warm band as soon as it opens', async () => {
    const range = page.waitForResponse((response) => response.url().includes('/api/v1/range') && response.ok());

    await page.goto(demo.url);
    const { series } = (await (await range).json()) as {
      series: { upper: (number | null)[]; lower: (number | null)[] }[];
    };
    await page.getByText(/^Live ·/).waitFor({ timeout: 60_000 });
    await page.locator('canvas').first().waitFor();

    const upper = series[0]?.upper.filter((value) => value !== null) ?? [];
    expect(upper.length).toBeGreaterThan(10);
    expect(await drawnPixels(page)).toBeGreaterThan(10_000);
    await keepScreenshot(page, 'workbench-warm-dark');
  });

  it('shows a forecast with its fan, a warning that came true and one that is open', async () => {
    await page.goto(`${demo.url}/?page=forecast&watch=requests`);
    await page.getByRole('table', { name: 'Models and their errors' }).getByText('seasonal-naive').waitFor();
    await page.locator('canvas').first().waitFor();
    expect(await drawnPixels(page)).toBeGreaterThan(10_000);
    await keepScreenshot(page, 'workbench-forecast-dark');

    await page.goto(`${demo.url}/?page=forecast&watch=disk`);
    await page.getByText('came true', { exact: true }).waitFor();
    await page
      .getByText(/^disk of shop orders reaches disk size \(100 GiB\) on/)
      .first()
      .waitFor();

    // By keyboard alone: more of it, from now on.
    const slider = page.getByRole('slider', { name: 'Growth that is supposed' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/growth=5/);
    await keepScreenshot(page, 'workbench-limit-dark');
    await page.goto(demo.url);
  });

  it('shows an incident after Outage is pressed', async () => {
    await page.getByRole('button', { name: 'Outage', exact: true }).click();

    await open(/drop to zero/i)
      .first()
      .waitFor({ timeout: INCIDENT_WITHIN_MS });
    await keepScreenshot(page, 'workbench-outage-dark');
    expect(await open(/drop to zero/i).count()).toBeGreaterThan(0);
  });

  it('takes a verdict and shows it, also after the page is loaded anew', async () => {
    const real = () => open(/drop/i).first().getByRole('button', { name: 'Real', exact: true });
    const accepted = page.waitForResponse((response) => response.url().includes('/verdict'));

    await real().click();
    expect((await accepted).status()).toBe(200);
    await page.reload();
    await open(/drop/i).first().waitFor();

    expect(await real().getAttribute('aria-pressed')).toBe('true');
    await keepScreenshot(page, 'workbench-verdict-dark');
  });

  it('closes the incident when the shop is back to normal', async () => {
    await page.getByRole('button', { name: 'Back to normal' }).click();

    await open(/drop/i)
      .first()
      .waitFor({ state: 'detached', timeout: 2 * INCIDENT_WITHIN_MS });
    const closed = incidents().filter({ hasText: /drop/i }).filter({ hasText: 'Recovered' });
    expect(await closed.count()).toBeGreaterThan(0);
  });

  it('is as readable in light', async () => {
    await page.getByRole('button', { name: 'Switch to light theme' }).click();
    await page.getByRole('button', { name: 'Switch to dark theme' }).waitFor();
    expect(await drawnPixels(page)).toBeGreaterThan(10_000);
    await keepScreenshot(page, 'workbench-light');
  });

  it('has put no error into the console, and ends cleanly', async () => {
    expect(errors).toEqual([]);
    expect(await demo.stop()).toBe(0);
  });
});

/** Pixels of the first graph that are not empty. */
function drawnPixels(page: Page): Promise<number> {
  return page
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let drawn = 0;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 0) drawn++;
      return drawn;
    });
}
