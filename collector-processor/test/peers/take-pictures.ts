// Makes the pictures of docs/ and of the plugin's catalog page anew, from a real Grafana on the stack of run-stack.ts:
//   GRAFANA_URL=… SHOP_CONTROL_URL=… node collector-processor/test/peers/take-pictures.ts [NAME …]
// With SHOP_CONTROL_URL the shop is down for a minute first, so that there is something to see. Names take those alone.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBrowser } from './harness/browser.ts';
import { grafanaOf } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { OLD_TRAFFIC_EXPR } from './harness/old-traffic.ts';
import { log, ROOT } from './harness/paths.ts';
import { pause, PICTURES, type Picture } from './harness/pictures.ts';

const IMAGES = join(ROOT, 'docs', 'images');
const CATALOG = join(ROOT, 'plugin', 'src', 'img');
const OUTAGE_MS = 60_000;
/** After it: the incident closes, and what follows is normal again. */
const RECOVERY_MS = 150_000;
const LOAD_MS = 2_000;

const grafana = grafanaOf(process.env);
if (grafana === null) throw new Error('GRAFANA_URL is needed: docs/real-peers.md says how to start one');
const names = process.argv.slice(2);
const wanted = names.length === 0 ? PICTURES : PICTURES.filter(({ name }) => names.includes(name));
await troubleShop(process.env['SHOP_CONTROL_URL']);

const browser = await startBrowser();
try {
  for (const picture of wanted) await take(picture);
} finally {
  await browser.close();
}

async function take({ name, catalog, theme = 'dark', size, language = 'en-US', ...what }: Picture): Promise<void> {
  const { page } = await signedInPage(browser, grafana!, theme);
  await page.setViewportSize(size ?? { width: 1440, height: 900 });
  await page.request.put(`${grafana!.url}/api/user/preferences`, { data: { language, theme } });
  const url = 'path' in what ? appUrl(grafana!, what.path(OLD_TRAFFIC_EXPR)) : `${grafana!.url}${what.dashboard}`;
  await page.goto(url);
  await what.ready(page);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await pause(LOAD_MS);
  const file = join(IMAGES, `${name}.png`);
  await page.screenshot({ path: file });
  if (catalog !== undefined) await copyFile(file, join(CATALOG, `${catalog}.png`));
  await page.request.put(`${grafana!.url}/api/user/preferences`, { data: { language: '', theme: '' } });
  await page.context().close();
  log(`took ${name}`);
}

async function troubleShop(controlUrl: string | undefined): Promise<void> {
  if (controlUrl === undefined || names.length > 0) return;
  const set = (condition: object) =>
    fetch(controlUrl, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(condition),
    });
  log('the shop is down for a minute…');
  await set({ listening: false });
  await pause(OUTAGE_MS);
  await set({});
  await pause(RECOVERY_MS);
}
