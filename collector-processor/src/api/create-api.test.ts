import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SampleMatch } from '../deliver/scrape/sample-match.ts';
import { describe, expect, it } from '@jest/globals';
import { apiFixture, watchSettings } from '../../test/support/api-fixture.ts';
import { createAuthorizer } from '../security/authorizer.ts';
import type { TelemetryAttributes } from '../telemetry/index.ts';

describe('bad parameters', () => {
  it.each([
    ['/api/v1/series', 'watch', "'watch' is missing (given: nothing); allowed: a text of at least 1 character"],
    ['/api/v1/series?watch=', 'watch', 'not allowed'],
    ['/api/v1/series?watch=requests&limit=0', 'limit', '(given: 0); allowed: an integer from 1 to 10000'],
    ['/api/v1/series?watch=requests&limit=many', 'limit', 'given: many'],
    ['/api/v1/series?watch=requests&mach=a', 'mach', "'mach' is unknown (given: a); allowed: watch, match, limit"],
    ['/api/v1/series?watch=requests&watch=errors', 'watch', 'given more than once'],
    ['/api/v1/series?watch=requests&match=a', 'match', 'at character 2: = != =~ or !~ expected'],
    ['/api/v1/range?watch=requests&from=now-1h', 'to', "'to' is missing"],
    ['/api/v1/range?watch=requests&from=soon&to=now', 'from', 'given: soon); allowed: epoch milliseconds'],
    ['/api/v1/range?watch=requests&from=now&to=now-1h', 'from', "after 'to'"],
    [
      '/api/v1/range?watch=requests&from=now-1h&to=now&fields=value,median',
      'fields',
      "unknown in one place ('median')",
    ],
    ['/api/v1/incidents?status=stale', 'status', 'open or closed'],
  ])('%s', async (url, field, words) => {
    const { get } = await apiFixture();
    const response = await get(url);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      error: { code: 'TLERR_BAD_PARAMETER', field, message: expect.stringContaining(words) },
    });
  });

  it.each(['/api/v1/incidents/%zz', `/api/v1/incidents/${'x'.repeat(300)}`])(
    'in the address itself: %s',
    async (url) => {
      const { get } = await apiFixture();
      const response = await get(url);
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.json().error.code).toMatch(/^TLERR_/);
    },
  );

  it('are cut before they are repeated', async () => {
    const { get } = await apiFixture();
    const response = await get(`/api/v1/range?watch=requests&to=now&from=${'9'.repeat(3000)}`);
    expect(response.statusCode).toBe(400);
    expect(response.body.length).toBeLessThan(900);
  });
});

describe('what is not there', () => {
  it('is 404, and a watch names those that there are', async () => {
    const { get } = await apiFixture({ watches: [watchSettings('requests'), watchSettings('errors')] });
    const watch = await get('/api/v1/series?watch=reqests');
    expect(watch.statusCode).toBe(404);
    expect(watch.json().error.message).toBe("Watch 'reqests' (there are requests, errors) not found");
    const route = await get('/api/v2/watches?token=abc');
    expect(route.statusCode).toBe(404);
    expect(route.json().error.message).toBe('GET /api/v2/watches not found');
  });
});

describe('tokens', () => {
  const authorizer = createAuthorizer({
    tokens: [
      { name: 'grafana', token: 'tok-read', scopes: ['read'] },
      { name: 'ann', token: 'tok-write', scopes: ['write'] },
    ],
  });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it.each([
    ['GET', '/api/v1/watches', undefined, 401],
    ['GET', '/api/v1/watches', 'tok-nobody', 401],
    ['GET', '/api/v1/watches', 'tok-write', 403],
    ['GET', '/api/v1/watches', 'tok-read', 200],
    ['GET', '/metrics', undefined, 401],
    ['GET', '/metrics', 'tok-read', 200],
    ['POST', '/api/v1/incidents/x/verdict', 'tok-read', 403],
    ['POST', '/api/v1/incidents/x/verdict', 'tok-write', 404],
    ['GET', '/healthz', undefined, 200],
    ['GET', '/', undefined, 200],
    ['GET', '/api/openapi.json', undefined, 200],
  ] as const)('%s %s with %s: %i', async (method, url, token, status) => {
    const { api, logged } = await apiFixture({ authorizer });
    const payload = method === 'POST' ? { payload: { verdict: 'real' } } : {};
    const response = await api.inject({ method, url, headers: token ? bearer(token) : {}, ...payload });
    expect(response.statusCode).toBe(status);
    if (status === 401) expect(response.headers['www-authenticate']).toContain('Bearer');
    expect(response.body + logged.join('')).not.toContain('tok-');
  });
});

describe('/readyz', () => {
  it('is 200 when ready, else 503 with what it waits for', async () => {
    const ready = await apiFixture();
    expect((await ready.get('/readyz')).json()).toEqual({ status: 'ready' });
    const waiting = await apiFixture({ waitingFor: () => ['the checkpoint is being restored'] });
    const response = await waiting.get('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({ status: 'not_ready', waitingFor: ['the checkpoint is being restored'] });
  });
});

describe('/metrics', () => {
  const page = '# HELP a_total A\n# TYPE a_total counter\na_total 1\n';

  it('joins its pages as Prometheus text, and gives OpenMetrics to who asks', async () => {
    const { api, get } = await apiFixture({ metricsPages: [() => '# TYPE b gauge\nb 2\n', async () => page] });
    const text = await get('/metrics');
    expect(text.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text.body).toBe(`# TYPE b gauge\nb 2\n${page}`);
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5';
    const open = await api.inject({ url: '/metrics', headers: { accept } });
    expect(open.headers['content-type']).toContain('application/openmetrics-text; version=1.0.0');
    expect(open.body).toBe('# TYPE b gauge\nb 2\n# HELP a A\n# TYPE a counter\na_total 1\n# EOF\n');
  });

  it('is compressed for who takes gzip', async () => {
    const long = '# TYPE b gauge\n' + 'b 2\n'.repeat(1000);
    const { api } = await apiFixture({ metricsPages: [() => long] });
    const response = await api.inject({ url: '/metrics', headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(response.rawPayload).toString()).toBe(long);
    const accept = 'application/openmetrics-text;version=1.0.0';
    const open = await api.inject({ url: '/metrics', headers: { accept, 'accept-encoding': 'gzip' } });
    expect(open.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(open.rawPayload).toString()).toBe(`${long}# EOF\n`);
  });

  it('gives the samples that match[] selects, of pieces and of texts, and refuses what it cannot read', async () => {
    const pieces = (match?: SampleMatch) =>
      ['a', 'b'].flatMap((name) => (match?.(name, {}, '') ? [`${name} 1\n`] : []));
    const { api } = await apiFixture({ metricsPages: [pieces, () => page] });
    const found = await api.inject({ url: '/metrics', query: { 'match[]': ['b', '{__name__=~"a_.*"}'] } });
    expect(found.body).toBe(`b 1\n${page}`);
    expect((await api.inject({ url: '/metrics', query: { 'match[]': 'a{' } })).statusCode).toBe(400);
  });
});

describe('the workbench', () => {
  it('is served at / when built, without a way out of its folder', async () => {
    const staticDir = mkdtempSync(join(tmpdir(), 'tidemark-workbench-'));
    writeFileSync(join(staticDir, 'index.html'), '<title>bench</title>');
    writeFileSync(join(staticDir, 'app.js'), 'let a;');
    const { get } = await apiFixture({ staticDir });
    expect((await get('/')).body).toBe('<title>bench</title>');
    expect((await get('/app.js')).headers['content-type']).toContain('javascript');
    expect((await get('/..%2f..%2fetc%2fpasswd')).statusCode).toBeGreaterThanOrEqual(400);
    rmSync(staticDir, { recursive: true });
  });

  it('is a page that says how to build it when it is not', async () => {
    const { get } = await apiFixture({ staticDir: '/nowhere/at/all' });
    const response = await get('/');
    expect(response.headers['content-type']).toContain('text/html');
    expect(response.body).toContain('npm run build');
  });
});

describe('what goes wrong inside', () => {
  it('is told without its insides, logged with them, and measured', async () => {
    const seen: TelemetryAttributes[] = [];
    const record = (_name: string, _value: number, attributes: TelemetryAttributes = {}) => void seen.push(attributes);
    const { get, logged } = await apiFixture({
      metricsPages: [() => Promise.reject(new Error('a secret of the inside'))],
      telemetry: { count: () => undefined, observe: () => undefined, record },
    });
    const response = await get('/metrics');
    expect(response.statusCode).toBe(500);
    expect(response.json().error.code).toBe('TLERR_UNEXPECTED');
    expect(response.body).not.toContain('secret');
    expect(logged.join('')).toContain('a secret of the inside');
    expect(seen).toEqual([
      { 'http.request.method': 'GET', 'http.route': '/metrics', 'http.response.status_code': 500 },
    ]);
  });
});

describe('/api/openapi.json', () => {
  it('has every route with its parameters, answers and errors', async () => {
    const { get } = await apiFixture();
    const document = (await get('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/v1/admin/sources/{name}/check',
      '/api/v1/backtests',
      '/api/v1/backtests/{id}',
      '/api/v1/forecast',
      '/api/v1/forecast/accuracy',
      '/api/v1/forecast/whatif',
      '/api/v1/incidents',
      '/api/v1/incidents/verdicts',
      '/api/v1/incidents/{id}',
      '/api/v1/incidents/{id}/detail',
      '/api/v1/incidents/{id}/verdict',
      '/api/v1/maintenance',
      '/api/v1/models',
      '/api/v1/range',
      '/api/v1/rollups',
      '/api/v1/series',
      '/api/v1/sources',
      '/api/v1/watches',
      '/api/v1/watches/{name}',
      '/api/v1/watches/{name}/mute',
      '/healthz',
      '/metrics',
      '/readyz',
    ]);
    const range = document.paths['/api/v1/range'].get;
    expect(range.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['watch', 'match', 'from', 'to', 'fields', 'limit', 'maxPoints']),
    );
    expect(Object.keys(range.responses)).toEqual(['200', '400', '401', '403', '404', '500']);
    const refused = range.responses['400'].content['application/json'].schema;
    expect(refused).toEqual({ $ref: '#/components/schemas/Error' });
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Error', 'Incident', 'RangeSeries']),
    );
  });
});
