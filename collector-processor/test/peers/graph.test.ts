import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations } from './harness/axe.ts';
import { startBrowser, type TestBrowser } from './harness/browser.ts';
import { differingShare } from './harness/compare-images.ts';
import { startGraphPage } from './harness/graph-page.ts';
import { ARTIFACTS, ROOT } from './harness/paths.ts';

/** Pictures that a person has looked at; UPDATE_PICTURES=1 makes them anew. */
const REFERENCES = join(ROOT, 'plugin/bench/references');
/** Squares of a picture that may look otherwise: fonts differ between machines. */
const ALLOWED_SHARE = 0.03;
const SIZE = 'width=900&height=360';

const SCENES: readonly (readonly [scene: string, theme: 'dark' | 'light'])[] = [
  ['shop', 'dark'],
  ['shop', 'light'],
  ['five', 'dark'],
  ['crowd', 'dark'],
  ['plain', 'light'],
];

describe("the panel's graph, in a browser", () => {
  let served: Awaited<ReturnType<typeof startGraphPage>>;
  let browser: TestBrowser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    served = await startGraphPage();
    browser = await startBrowser();
    ({ page, errors } = await browser.page());
    await page.setViewportSize({ width: 940, height: 400 });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  const open = async (scene: string, theme = 'dark') => {
    await page.goto(`${served.url}/?scene=${scene}&theme=${theme}&${SIZE}`);
    await page.locator('html[data-drawn]').waitFor();
  };
  /** Moves the pointer to a share of the graph's width. */
  const pointAt = async (share: number, act: 'move' | 'click' = 'move') => {
    const box = await page.locator('.u-over').boundingBox();
    if (box === null) throw new Error('no graph');
    const [x, y] = [box.x + box.width * share, box.y + box.height * 0.4];
    await (act === 'move' ? page.mouse.move(x, y) : page.mouse.click(x, y));
  };

  it.each(SCENES)('looks as it did when it was looked at: %s, %s', async (scene, theme) => {
    await open(scene, theme);
    await page.mouse.move(0, 399);
    const picture = await page.screenshot();
    const reference = join(REFERENCES, `${scene}-${theme}.png`);
    if (process.env.UPDATE_PICTURES === '1') await writeFile(reference, picture);

    const share = await differingShare(page, picture.toString('base64'), await readFile(reference, 'base64'));
    if (share > ALLOWED_SHARE) {
      await mkdir(ARTIFACTS, { recursive: true });
      await writeFile(join(ARTIFACTS, `graph-${scene}-${theme}.png`), picture);
    }
    expect(share).toBeLessThanOrEqual(ALLOWED_SHARE);
  });

  it('would notice a picture of something else', async () => {
    const [one, other] = await Promise.all(
      ['shop-dark', 'five-dark'].map((name) => readFile(join(REFERENCES, `${name}.png`), 'base64')),
    );

    expect(await differingShare(page, one ?? '', other ?? '')).toBeGreaterThan(ALLOWED_SHARE);
  });

  it('says under the pointer what was expected, and why the step is anomalous', async () => {
    await open('shop');
    await pointAt(0.56);
    const tooltip = page.getByTestId('tidemark-tooltip');

    await tooltip.waitFor();
    const text = await tooltip.innerText();
    for (const part of ['0 req/s', 'Expected', 'Limits', 'Score', 'below the lower limit', 'Drop to zero']) {
      expect(text).toContain(part);
    }
  });

  it('tells about an incident that is clicked, takes a verdict, and closes on Escape', async () => {
    await open('shop');
    await pointAt(0.56, 'click');
    const card = page.getByRole('dialog', { name: /Drop to zero/ });

    await card.getByRole('button', { name: 'False alarm' }).click();
    await card.getByRole('button', { name: 'False alarm', pressed: true }).waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(await card.count()).toBe(0);
  });

  it('is used by keyboard: arrows move the cursor, Enter opens the incident, and the point is read out', async () => {
    await open('shop');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('uplot'))).toBe(true);
    // The cursor begins in the middle; the outage lies a little to the right.
    await page.keyboard.down('ArrowRight');
    await page.waitForFunction(() => /Drop to zero/.test(document.body.innerText), undefined, { polling: 20 });
    await page.keyboard.up('ArrowRight');

    await page.waitForFunction(() => /shop: /.test(document.querySelector('[aria-live]')?.textContent ?? ''));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /Drop to zero/ }).waitFor();
  });

  it('shows a series alone when its name is pressed, and all when it is pressed again', async () => {
    await open('five');
    const figure = page.getByTestId('tidemark-graph');
    const bands = async () => (await figure.innerText()).includes('typical');
    const series = (name: string) => page.getByRole('button', { name });
    const colorOf = (name: string) => series(name).evaluate((button) => getComputedStyle(button).color);

    await series('service-001').click();
    expect(await colorOf('service-002')).not.toBe(await colorOf('service-001'));
    expect(await bands()).toBe(true);
    await series('service-001').click();
    expect(await colorOf('service-002')).toBe(await colorOf('service-001'));
  });

  it.each(['dark', 'light'])('breaks no rule of WCAG 2 AA that a program can check, %s', async (theme) => {
    await open('shop', theme);
    await pointAt(0.56, 'click');
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('has put no error into the console', () => {
    expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
  });
});
