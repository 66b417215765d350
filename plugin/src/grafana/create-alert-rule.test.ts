import { describe, expect, it } from '@jest/globals';
import { alertRule, alertRuleUid } from './alert-rule';
import { createAlertRule } from './create-alert-rule';
import type { GrafanaAnswer, GrafanaRequest } from './grafana-http';

const REQUEST = {
  ...{ watch: 'orders', stepMs: 60_000, panel: { dashboardUid: 'shop', id: 7 } },
  prometheusUids: ['other', 'prom'],
};
const FIRST = { watch: 'orders', stepMs: 60_000, prometheusUid: 'prom', folderUid: 'f', panel: REQUEST.panel };

/** A Grafana by the beginnings of its paths; what is not told is refused with 404. */
function grafana(answers: Record<string, unknown>) {
  const requests: GrafanaRequest[] = [];
  const http = <T>(request: GrafanaRequest) => {
    requests.push(request);
    const told = Object.entries(answers).find(([start]) => `${request.method} ${request.path}`.startsWith(start));
    const answer = told === undefined ? { code: 404 } : told[1];
    const refused = typeof answer === 'object' && answer !== null && 'code' in answer;
    return Promise.resolve(
      (refused ? { status: 'refused', message: '', ...answer } : { status: 'ok', data: answer }) as GrafanaAnswer<T>,
    );
  };
  return { http, requests };
}

const METRICS = { data: { result: [{}] } };
const HEALTHY = {
  'GET /api/datasources/uid/other/': { data: { result: [] } },
  'GET /api/datasources/uid/prom/': METRICS,
  'GET /api/search': [
    { uid: 'x', title: 'Tidemark old' },
    { uid: 'f', title: 'Tidemark' },
  ],
  'POST /api/v1/provisioning/alert-rules': {},
};

describe('createAlertRule', () => {
  it('makes an editable rule on the Prometheus that holds the metrics', async () => {
    const { http, requests } = grafana(HEALTHY);
    const uid = alertRuleUid('orders');

    expect(await createAlertRule(http, REQUEST)).toEqual({ status: 'created', uid });
    expect(requests.at(-1)).toEqual({
      method: 'POST',
      path: '/api/v1/provisioning/alert-rules',
      body: alertRule(FIRST),
      headers: { 'X-Disable-Provenance': 'true' },
    });
  });

  it('makes the folder where there is none', async () => {
    const { http, requests } = grafana({ ...HEALTHY, 'GET /api/search': [], 'POST /api/folders': { uid: 'new' } });
    await createAlertRule(http, REQUEST);
    expect(requests.at(-1)?.body).toMatchObject({ folderUID: 'new' });
  });

  it('finds the rule that there is', async () => {
    const { http, requests } = grafana({ 'GET /api/v1/provisioning/alert-rules/': {} });
    expect(await createAlertRule(http, REQUEST)).toEqual({ status: 'exists', uid: alertRuleUid('orders') });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no Prometheus has the metrics', { 'GET /api/datasources/uid/prom/': { code: 502 } }, /tidemark_anomalous/],
    [
      'the folder may not be made',
      { 'GET /api/search': [], 'POST /api/folders': { code: 403 } },
      /folder.*you may not/,
    ],
    ['the rule may not be made', { 'POST /api/v1/provisioning/alert-rules': { code: 403 } }, /rule.*you may not/],
    ['Grafana refuses', { 'POST /api/v1/prov': { code: 400, message: 'quota has been exceeded' } }, /quota/],
  ])('says what to do when %s', async (_, changed, message) => {
    const { http } = grafana({
      ...changed,
      ...Object.fromEntries(
        Object.entries(HEALTHY).filter(([key]) => !Object.keys(changed).some((start) => key.startsWith(start))),
      ),
    });
    expect(await createAlertRule(http, REQUEST)).toEqual({ status: 'failed', message: expect.stringMatching(message) });
  });
});

describe('alertRule', () => {
  it('asks for severity while anomalous, waits two steps, and carries where to look', () => {
    const rule = alertRule({ ...FIRST, watch: 'a "b"' });
    expect(rule.data[0].model).toMatchObject({
      expr: 'tidemark_anomalous{watch="a \\"b\\""} * tidemark_severity{watch="a \\"b\\""}',
    });
    expect(rule.for).toBe('120s');
    expect(rule.labels).toMatchObject({ watch: 'a "b"', severity: 'warning' });
    expect(rule.annotations).toMatchObject({ __dashboardUid__: 'shop', __panelId__: '7' });
    expect(rule.annotations.incident_url).toBe('{{ externalURL }}a/tidemark-anomaly-app/incidents?watch=a+%22b%22');
  });

  it('has no dashboard to link to for a graph from Explore', () => {
    expect(alertRule({ ...FIRST, panel: null }).annotations).not.toHaveProperty('__dashboardUid__');
  });
});

describe('alertRuleUid', () => {
  it.each(['orders', 'äöü'.repeat(40), 'a b/c{d="e"}', ''])('is one that Grafana takes for %j', (watch) => {
    expect(alertRuleUid(watch)).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
  });

  it('keeps names apart that begin alike', () => {
    const long = 'x'.repeat(60);
    expect(alertRuleUid(`${long}1`)).not.toBe(alertRuleUid(`${long}2`));
  });
});
