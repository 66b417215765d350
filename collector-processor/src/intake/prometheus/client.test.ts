import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { smallPrometheus, type SmallPrometheus } from '../../../test/support/small-prometheus.ts';
import { sourceAt } from '../../../test/support/source-settings.ts';
import { createPrometheusClient, type PrometheusClient } from './client.ts';

const RANGE = { expr: 'up', startMs: 60_000, endMs: 180_000, stepMs: 60_000 };

describe('asking a Prometheus', () => {
  let prometheus: SmallPrometheus;
  let client: PrometheusClient;
  beforeEach(async () => {
    prometheus = await smallPrometheus();
    prometheus.series.up = [{ metric: { job: 'shop' }, value: (seconds) => seconds / 60 }];
  });
  afterEach(async () => {
    await client.close();
    await prometheus.close();
  });
  const connect = (given: Parameters<typeof sourceAt>[1] = {}, url = prometheus.url) =>
    (client = createPrometheusClient(sourceAt(url, given)));

  it('gets the series on the grid that it asks for', async () => {
    const outcome = await connect().queryRange(RANGE);
    expect(outcome).toMatchObject({
      status: 'ok',
      series: [{ labels: { job: 'shop' }, timesMs: [60_000, 120_000, 180_000], values: [1, 2, 3] }],
    });
  });

  it.each([
    [
      'a user and a password',
      { basic: { username: 'u', password: 'pä' } },
      { authorization: `Basic ${Buffer.from('u:pä').toString('base64')}` },
    ],
    ['a bearer token', { bearer_token: 'secret' }, { authorization: 'Bearer secret' }],
    ['headers', { headers: { 'X-Scope-OrgID': 'web' } }, { 'x-scope-orgid': 'web' }],
  ])('authenticates with %s', async (_how, given, headers) => {
    await connect(given).queryRange(RANGE);
    expect(prometheus.asked[0]!.headers).toMatchObject(headers);
  });

  const error = (errorType: string, text: string) => ({ status: 'error', errorType, error: text });
  it.each([
    [
      'a bad expression',
      400,
      error('bad_data', 'parse error: unexpected end'),
      'refused',
      'TLERR_SOURCE_QUERY',
      'unexpected end',
    ],
    [
      'one that it cannot evaluate',
      422,
      error('execution', 'found duplicate series'),
      'refused',
      'TLERR_SOURCE_QUERY',
      'duplicate',
    ],
    [
      'one that loads too much',
      422,
      error('execution', 'query processing would load too many samples into memory'),
      'too_much',
      'TLERR_SOURCE_TOO_MUCH',
      'samples',
    ],
    [
      'one that took its time-out',
      503,
      error('timeout', 'query timed out in expression evaluation'),
      'too_much',
      'TLERR_SOURCE_TOO_MUCH',
      'timed out',
    ],
    ['refused credentials', 401, 'no', 'failed', 'TLERR_SOURCE_CREDENTIALS', '401'],
    ['a gateway that reaches nobody', 502, '<html>', 'failed', 'TLERR_SOURCE_UNREACHABLE', '502'],
    ['too many requests', 429, 'slow down', 'failed', 'TLERR_SOURCE_UNREACHABLE', '429'],
    ['an address without an API', 404, '<html>', 'failed', 'TLERR_SOURCE_ANSWER', '404'],
    ['a page to log in at', 302, '', 'failed', 'TLERR_SOURCE_ANSWER', '302'],
    ['a page that is no answer', 200, '<html>', 'failed', 'TLERR_SOURCE_ANSWER', 'matrix'],
  ])('tells %s', async (_what, status, body, outcome, code, word) => {
    prometheus.trouble = { status, body };
    const told = await connect().queryRange(RANGE);
    expect(told).toMatchObject({ status: outcome, error: { code, message: expect.stringContaining(word) } });
  });

  it('does not wait longer than its time-out', async () => {
    prometheus.trouble = { delayMs: 5_000 };
    const told = await connect({ timeout: '1s' }).queryRange(RANGE);
    expect(told).toMatchObject({ status: 'too_much', error: { code: 'TLERR_SOURCE_TIMEOUT' } });
  });

  it('tells that nobody listens', async () => {
    const told = await connect({}, 'http://127.0.0.1:1').queryRange(RANGE);
    expect(told).toMatchObject({ status: 'failed', error: { code: 'TLERR_SOURCE_UNREACHABLE' } });
  });

  it('refuses more series than the source is allowed', async () => {
    prometheus.series.up = ['a', 'b'].map((job) => ({ metric: { job }, value: () => 1 }));
    const told = await connect({ max_series: 1 }).queryRange(RANGE);
    expect(told).toMatchObject({
      status: 'refused',
      error: { code: 'TLERR_SOURCE_SERIES', message: expect.stringContaining('2 series') },
    });
  });
});
