import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepScreenshot, startBrowser, type TestBrowser } from './harness/browser.ts';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { appUrl, signedInPage } from './harness/grafana-page.ts';
import { log } from './harness/paths.ts';
import { waitFor } from './harness/processes.ts';

const given = grafanaOf(process.env);
const shopControlUrl = process.env['SHOP_CONTROL_URL'];
if (given === null) log('skipping alerts in Grafana: GRAFANA_URL is not set (docs/real-peers.md)');
if (shopControlUrl === undefined) log('skipping a message of a real outage: SHOP_CONTROL_URL is not set');
const describeWithGrafana = given === null ? describe.skip : describe;
const itWithShop = shopControlUrl === undefined ? it.skip : it;

const RULES = '/api/v1/provisioning/alert-rules';
const POLICIES = '/api/v1/provisioning/policies';
const EDITOR = /\/alerting\/tidemark-requests-[^/]+\/edit/;
const CONTACT_POINT = 'tidemark-e2e';
/** The group's interval is a minute; a rule is evaluated within two. */
const EVALUATED_MS = 150_000;
const OUTAGE_MS = 240_000;

interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly provenance?: string;
  readonly data: readonly { readonly model: { readonly expr?: string } }[];
}

interface RuleStates {
  data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
}

interface Message {
  readonly status: string;
  readonly message: string;
}

describeWithGrafana('alerts', () => {
  const grafana = given as Grafana;
  let browser: TestBrowser;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('are made by a button, evaluated by Grafana, and can be edited there', async () => {
    const { page } = await signedInPage(browser, grafana);
    await page.goto(appUrl(grafana, 'watches?watch=requests'));
    // A Prometheus that has only just begun holds no derived metrics yet: the button says so, and to try a step later.
    await waitFor('the editor of the rule', async () => {
      await page.getByRole('button', { name: 'Create alert rule' }).click();
      const refused = page.getByText(/No Prometheus of this Grafana holds/);
      await Promise.race([page.waitForURL(EDITOR), refused.waitFor()]);
      return EDITOR.test(page.url()) || (await page.reload(), false);
    });
    const uid = /\/alerting\/([^/]+)\/edit/.exec(page.url())?.[1] ?? '';
    try {
      await page.locator('input[name="name"]').waitFor();
      const name = () => page.locator('input[name="name"]').inputValue();
      await waitFor('the editor to be filled', async () => (await name()) === 'Tidemark: requests is not as expected');
      await page.waitForLoadState('networkidle');
      await keepScreenshot(page, 'grafana-alert-rule');
      const rule = await grafana.get<Rule>(`${RULES}/${uid}`);
      expect(rule.data[0]?.model.expr).toBe(
        'tidemark_anomalous{watch="requests"} * tidemark_severity{watch="requests"}',
      );
      expect(rule.labels).toMatchObject({ watch: 'requests', severity: 'warning' });
      expect(rule.annotations).toMatchObject({
        ...{ __dashboardUid__: 'tidemark-traffic', __panelId__: '7' },
        // By this name the templates of messages know it.
        incident_url: expect.stringMatching(/incidents\?watch=requests$/),
      });
      expect(rule.provenance ?? '').toBe('');

      const state = await waitFor(
        'the rule to be evaluated',
        async () => {
          const { data } = await grafana.get<RuleStates>('/api/prometheus/grafana/api/v1/rules');
          const found = data.groups.flatMap(({ rules }) => rules).find(({ name }) => name === rule.title);
          return found !== undefined && found.health !== 'unknown' ? found : null;
        },
        EVALUATED_MS,
      );
      expect(state).toMatchObject({ health: 'ok' });
    } finally {
      await grafana.send('DELETE', `${RULES}/${uid}`);
    }
  }, 240_000);

  itWithShop(
    'of a real outage lead from the message to the incident, and from there to the dashboard',
    async () => {
      const receiver = await startReceiver();
      const policies = await grafana.get<Record<string, unknown>>(POLICIES);
      await grafana.send('POST', '/api/v1/provisioning/contact-points', {
        ...{ uid: CONTACT_POINT, name: CONTACT_POINT, type: 'webhook' },
        settings: { url: receiver.url, message: '{{ template "tidemark.text" . }}' },
      });
      try {
        await grafana.send('PUT', POLICIES, quickPolicy());
        await setShop({ listening: false });
        const { message } = await receiver.next('firing', OUTAGE_MS);
        const link = /^incident: (\S+)$/m.exec(message)?.[1] ?? '';
        expect(link).toMatch(/\/a\/tidemark-anomaly-app\/incidents\?watch=\w+$/);
        expect(message).toMatch(/^dashboard: \S+\/d\/tidemark-traffic\S*$/m);

        const { page } = await signedInPage(browser, grafana);
        await page.goto(grafana.url + link.slice(new URL(link).origin.length));
        await page.getByTestId('tidemark-incident').first().getByRole('button').first().click();
        await page.getByRole('heading', { name: 'What happened' }).waitFor();
        await keepScreenshot(page, 'grafana-incident');
        await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
        await page.waitForURL(/\/d\/tidemark-traffic.*viewPanel=panel-/);
        await page.getByTestId('tidemark-graph').first().waitFor();
        expect(new URL(page.url()).searchParams.get('var-service')).toBe('shop');

        await setShop({});
        await receiver.next('resolved', OUTAGE_MS);
      } finally {
        await setShop({});
        await grafana.send('PUT', POLICIES, policies);
        await grafana.send('DELETE', `/api/v1/provisioning/contact-points/${CONTACT_POINT}`);
        await receiver.close();
      }
    },
    2 * OUTAGE_MS + 60_000,
  );
});

/** All alerts to the test's receiver, without the usual waits. */
function quickPolicy() {
  return {
    ...{ receiver: CONTACT_POINT, group_by: ['alertname'] },
    ...{ group_wait: '1s', group_interval: '5s', repeat_interval: '1h' },
  };
}

async function setShop(condition: { listening?: boolean }): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(shopControlUrl ?? '', { method: 'PUT', headers, body: JSON.stringify(condition) });
  expect(answer.ok).toBe(true);
}

/** A webhook that keeps what it is sent. */
async function startReceiver() {
  const messages: Message[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      messages.push(JSON.parse(Buffer.concat(chunks).toString()) as Message);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    next: (status: string, withinMs: number) =>
      waitFor(
        `a message that is ${status}`,
        async () => messages.find((one) => one.status === status && /incident:|over:/.test(one.message)) ?? null,
        withinMs,
      ),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
