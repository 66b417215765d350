// Makes the README's pictures anew: the workbench of `tidemark demo`, after an outage of a minute.
//   node collector-processor/test/peers/take-workbench-pictures.ts
import { join } from 'node:path';
import { startBrowser } from './harness/browser.ts';
import { startDemo } from './harness/demo.ts';
import { log, ROOT } from './harness/paths.ts';
import { pause } from './harness/pictures.ts';

const OUTAGE_MS = 70_000;
/** Until the incident is closed, and the line has gone on for a while. */
const AFTER_MS = 90_000;
const SIZE = { width: 1280, height: 990 };
const PICTURES = { dark: 'workbench', light: 'workbench-light' } as const;

const demo = await startDemo();
const browser = await startBrowser();
try {
  const cause = (id: string) => fetch(`${demo.url}/demo/troubles/${id}`, { method: 'POST' });
  log('the shop is down for a minute…');
  await cause('outage');
  await pause(OUTAGE_MS);
  await cause('normal');
  await pause(AFTER_MS);
  for (const colorScheme of ['dark', 'light'] as const) {
    const { page } = await browser.page({ colorScheme });
    await page.setViewportSize(SIZE);
    await page.goto(`${demo.url}/?range=15m`);
    await page
      .getByText(/more began with it/)
      .first()
      .waitFor();
    await page.locator('canvas').first().waitFor();
    await pause(1000);
    await page.screenshot({ path: join(ROOT, 'docs', 'images', `${PICTURES[colorScheme]}.png`) });
    log(`took ${PICTURES[colorScheme]}`);
  }
} finally {
  await browser.close();
  await demo.stop();
}
