import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { log } from './harness/paths.ts';
import { freePorts } from './harness/processes.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping failures in Grafana: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

const DASHBOARD = 'tidemark-e2e-failures';
const TYPE = 'tidemark-anomaly-datasource';

/** Whatever fails, the page and the panel say what to do. Each failure is a datasource of its own, or a query on the real one. */
describeWithGrafana('a failure', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;
  let strict: Server;
  const made: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    const [nobodyHere] = await freePorts(1);
    strict = createServer((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end();
    });
    strict.listen(0, '127.0.0.1');
    await once(strict, 'listening');
    await datasource('tidemark-e2e-down', `http://127.0.0.1:${nobodyHere ?? 1}`);
    await datasource('tidemark-e2e-refused', `http://127.0.0.1:${(strict.address() as AddressInfo).port}`);
  }, 60_000);

  afterAll(async () => {
    for (const uid of made) await grafana.send('DELETE', `/api/datasources/uid/${uid}`);
    await grafana.send('DELETE', `/api/dashboards/uid/${DASHBOARD}`).catch(() => undefined);
    strict?.close();
    await browser?.close();
  });

  const datasource = async (uid: string, url: string) => {
    await grafana.send('POST', '/api/datasources', { uid, name: uid, type: TYPE, access: 'proxy', url });
    made.push(uid);
  };

  it.each([
    ['the processor is down', 'incidents?ds=tidemark-e2e-down', /cannot reach Tidemark\. Check that it is running/],
    ['the token is wrong', 'watches?ds=tidemark-e2e-refused', /does not accept the token\. Enter a token/],
    ['the watch was deleted', 'watches?watch=no_such_watch', /not there any more: it was deleted or renamed/],
    [
      'the incident has aged out',
      'incidents/no-such-incident',
      /Incident 'no-such-incident' not found\. List what exists/,
    ],
  ])('on a page, when %s', async (what, path, sentence) => {
    const { page } = await signedInPage(browser, grafana);
    await page.goto(appUrl(grafana, path));
    await page.getByText(sentence).first().waitFor({ timeout: 60_000 });
    await keepScreenshot(page, `grafana-failure-${what.replaceAll(' ', '-')}`);
  });

  it.each([
    ['the processor is down', 'tidemark-e2e-down', {}, /cannot reach Tidemark\. Check that it is running/],
    ['the token is wrong', 'tidemark-e2e-refused', {}, /does not accept the token\. Enter a token/],
    ['the watch was deleted', 'tidemark', { watch: 'no_such_watch' }, /no_such_watch/],
  ])('on a panel, when %s', async (what, uid, change, sentence) => {
    const { page } = await signedInPage(browser, grafana);
    await grafana.send('POST', '/api/dashboards/db', { overwrite: true, dashboard: dashboardOf(uid, change) });
    await page.goto(`${grafana.url}/d/${DASHBOARD}`);
    expect(await panelError(page)).toMatch(sentence);
    await keepScreenshot(page, `grafana-panel-failure-${what.replaceAll(' ', '-')}`);
  });

  it('on the page of a datasource, when the address is that of something else', async () => {
    await datasource('tidemark-e2e-else', new URL('/api', grafana.url).href);
    const { page } = await signedInPage(browser, grafana);
    await page.goto(`${grafana.url}/connections/datasources/edit/tidemark-e2e-else`);
    await page.getByRole('button', { name: /^(Save & )?test$/i }).click();
    await page.getByTestId('data-testid Alert error').first().waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('data-testid Alert error').first().innerText()).toMatch(/address|token/i);
  });
});

function dashboardOf(uid: string, change: { watch?: string }) {
  const datasource = { type: TYPE, uid };
  return {
    ...{ uid: DASHBOARD, title: 'Failures', time: { from: 'now-1h', to: 'now' } },
    panels: [
      {
        ...{ id: 1, type: 'tidemark-anomaly-panel', title: 'Bands', datasource, gridPos: { x: 0, y: 0, w: 24, h: 12 } },
        targets: [{ refId: 'A', datasource, kind: 'bands', watch: 'requests', match: '', ...change }],
      },
    ],
  };
}

/** What the mark of a failed panel says when the pointer rests on it. */
async function panelError(page: Page): Promise<string> {
  const mark = page.getByTestId('data-testid Panel status error').first();
  await mark.waitFor({ timeout: 60_000 });
  await mark.hover();
  const tooltip = page.getByRole('tooltip').first();
  await tooltip.waitFor();
  return tooltip.innerText();
}
