import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { log } from './harness/paths.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping notes on incidents: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

const BEFORE_MS = 12 * 60_000;

describeWithGrafana('what was noted in Grafana before an incident', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;
  let noteId: number | null = null;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    if (noteId !== null) await grafana.send('DELETE', `/api/annotations/${noteId}`);
    await browser?.close();
  });

  it('stands on its page, says how long before, and is in the text that is copied', async () => {
    const { incidents } = await grafana.get<{ incidents: { id: string; startMs: number }[] }>(
      '/api/datasources/proxy/uid/tidemark/api/v1/incidents?limit=1',
    );
    const { id, startMs } = incidents[0]!;
    const text = `shop 1.42.0 (${startMs})`;
    ({ id: noteId } = await grafana.send<{ id: number }>('POST', '/api/annotations', {
      ...{ text, tags: ['deploy'], time: startMs - BEFORE_MS },
    }));
    const { page } = await signedInPage(browser, grafana);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await page.goto(appUrl(grafana, `incidents/${id}`));

    const card = page.getByRole('region', { name: /Noted in Grafana/ });
    await card.getByText(text).waitFor();
    await card.getByText(/12 min before it began/).waitFor();
    await page.getByRole('button', { name: 'Copy as text' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain(`- Noted: ${text} (12 min before it began)`);
    expect(copied).toContain(appUrl(grafana, `incidents/${id}`));
    await page.context().close();
  });
});
