import { describe, expect, it } from '@jest/globals';
import type { Attribute, LogField } from '../../intake/otlp/decoded.ts';
import { createAccessReader, DEFAULT_ACCESS_LOGS, statusNames } from './reader.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5);
const { inFields, inText, inBody } = createAccessReader(DEFAULT_ACCESS_LOGS);
const fields = (values: Readonly<Record<string, Attribute['value']>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

const TRAEFIK = {
  DownstreamStatus: 502,
  RequestMethod: 'GET',
  RequestPath: '/cart?x',
  Duration: 42_000_000,
  RouterName: 'shop@docker',
  time: '2026-11-21T13:00:05+01:00',
};

describe('fields of an access log', () => {
  it.each<[string, Readonly<Record<string, Attribute['value']>>, object]>([
    [
      'new conventions',
      {
        'http.request.method': 'GET',
        'http.response.status_code': 500,
        'http.route': '/cart/{id}',
        'url.path': '/cart/7',
        'http.server.request.duration': 0.25,
      },
      { status: 500, route: '/cart/{id}', path: '/cart/7', durationSeconds: 0.25 },
    ],
    [
      'old conventions',
      { 'http.method': 'GET', 'http.status_code': '404', 'http.target': '/a?b' },
      { status: 404, route: '', path: '/a' },
    ],
    ['Traefik', TRAEFIK, { status: 502, route: 'shop@docker', path: '/cart', durationSeconds: 0.042, timeMs: AT }],
    [
      'Envoy',
      {
        response_code: 200,
        method: 'GET',
        path: '/x',
        duration: 12,
        route_name: '-',
        start_time: '2026-11-21T12:00:05.000Z',
      },
      { status: 200, route: '', durationSeconds: 0.012, timeMs: AT },
    ],
    [
      'nginx',
      { status: '200', request: 'GET /x HTTP/1.1', request_time: '0.004', time_local: '21/Nov/2026:12:00:05 +0000' },
      { status: 200, path: '/x', durationSeconds: 0.004, timeMs: AT },
    ],
    [
      'Caddy',
      { status: 200, 'request.method': 'GET', 'request.uri': '/x', duration: 0.01, ts: AT / 1000 },
      { durationSeconds: 0.01, timeMs: AT },
    ],
    ['a duration that is none', { status: 200, request_method: 'GET', request_time: '-' }, { durationSeconds: NaN }],
  ])('are read: %s', (_what, values, expected) => {
    expect(inFields(fields(values))?.record).toMatchObject(expected);
    const nested = JSON.stringify(values, null, 1).replace('"request.method": "GET"', '"request": { "method": "GET" }');
    expect(inText(nested)?.record).toMatchObject(expected);
  });

  it.each<[string, Readonly<Record<string, Attribute['value']>>]>([
    ['nothing', {}],
    ['no method', { status: 200, duration: 4 }],
    ['no status', { 'http.request.method': 'GET', 'http.route': '/cart' }],
    ['a status that is none', { status: 'ok', method: 'GET' }],
    ['a status out of range', { status: 42, method: 'GET' }],
    ['a method that is none', { status: 200, request: '{"a":1}' }],
  ])('are none: %s', (_what, values) => {
    expect(inFields(fields(values))).toBeNull();
    expect(inText(JSON.stringify(values))).toBeNull();
  });

  it.each(['{', '{"a":', '{}', '[1]', '{"a":'.repeat(10_000), `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`])(
    'that are no JSON, or too much of it, are none: %#',
    (text) => expect(inText(text)).toBeNull(),
  );

  it('may have names of their own', () => {
    const own = createAccessReader({
      ...DEFAULT_ACCESS_LOGS,
      dialects: [{ status: ['rc'], method: ['verb'], route: ['page'], path: [], duration: [['took', 1e-6]], time: [] }],
    });
    const found = own.inFields(fields({ rc: 503, verb: 'GET', page: 'cart', took: 2500 }));
    expect(found?.record).toMatchObject({ status: 503, route: 'cart', durationSeconds: 0.0025 });
    expect(own.inFields(fields(TRAEFIK))?.record.status).toBe(502);
  });
});

/** Literally as these write it by default, or in their manuals. */
const BODIES: readonly (readonly [of: string, body: string, expected: object])[] = [
  [
    'Caddy',
    `{"level":"info","ts":${AT / 1000}.5241024,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"127.0.0.1",
"proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/cart?id=7","headers":{"User-Agent":["curl/7.82.0"],"Accept":["*/*"]},
"tls":{"resumed":false,"version":772,"server_name":"shop.example"}},"bytes_read":0,"user_id":"","duration":0.000929675,"size":10900,
"status":503,"resp_headers":{"Server":["Caddy"],"Content-Length":["10900"]}}`,
    { status: 503, path: '/cart', durationSeconds: 0.000929675, route: '' },
  ],
  [
    'Traefik',
    `{"ClientAddr":"172.18.0.1:40582","DownstreamContentSize":17,"DownstreamStatus":404,"Duration":42000000,"OriginStatus":404,
"Overhead":42719,"RequestAddr":"shop.example","RequestContentSize":0,"RequestCount":17,"RequestHost":"shop.example","RequestMethod":"GET",
"RequestPath":"/cart?id=7","RequestPort":"-","RequestProtocol":"HTTP/1.1","RequestScheme":"http","RouterName":"shop@docker","level":"info",
"ServiceName":"shop@docker","StartUTC":"2026-11-21T12:00:05.1Z","entryPointName":"web","msg":"","time":"2026-11-21T12:00:05Z"}`,
    { status: 404, path: '/cart', durationSeconds: 0.042, route: 'shop@docker', timeMs: AT },
  ],
  [
    'Envoy, as Istio names it',
    `{"authority":"httpbin:8000","bytes_received":0,"bytes_sent":135,"duration":4,"method":"GET","path":"/status/418","protocol":"HTTP/1.1",
"request_id":"84961386","requested_server_name":null,"response_code":418,"response_code_details":"via_upstream","response_flags":"-",
"route_name":"default","start_time":"2026-11-21T12:00:05.000Z","upstream_cluster":"outbound|8000||httpbin","user_agent":"curl/7"}`,
    { status: 418, path: '/status/418', durationSeconds: 0.004, route: 'default', timeMs: AT },
  ],
  [
    'nginx with escape=json',
    `{"time_iso8601":"2026-11-21T13:00:05+01:00","remote_addr":"203.0.113.7","request":"GET /cart?q=%22 HTTP/1.1","status": "200",
"body_bytes_sent":"12","request_time":"0.123","http_referrer":"","http_user_agent":"a \\u0022quoted\\u0022 one"}`,
    { status: 200, path: '/cart', durationSeconds: 0.123, timeMs: AT },
  ],
  [
    'Elastic’s schema, nested',
    `{"@timestamp":"2026-11-21T12:00:05Z","http":{"request":{"method":"GET"},"response":{"status_code":500}},"url":{"path":"/cart"},
"event":{"duration":250000000}}`,
    { status: 500, path: '/cart', durationSeconds: 0.25, timeMs: AT },
  ],
];

/** As a Collector that parses JSON hands it on. */
function mapOf(given: object): LogField[] {
  return Object.entries(given).flatMap(([key, value]: [string, unknown]): LogField[] => {
    if (value === null || Array.isArray(value)) return [{ key, value: 'W10=' }];
    return [{ key, value: typeof value === 'object' ? mapOf(value) : (value as LogField['value']) }];
  });
}

describe('records of well-known proxies', () => {
  it.each(BODIES)('are read from JSON: %s', (_of, body, expected) => {
    expect(inText(body)?.record).toMatchObject(expected);
    expect(inBody(`\n ${body}`)?.record).toMatchObject(expected);
  });

  it.each(BODIES)('are read from maps in maps, of attributes and of a body: %s', (_of, body, expected) => {
    const fields = mapOf(JSON.parse(body) as object);
    expect(inFields(fields)?.record).toMatchObject(expected);
    expect(inBody(fields)?.record).toMatchObject(expected);
    const names = statusNames(DEFAULT_ACCESS_LOGS);
    expect(fields.some(({ key }) => names.includes(key))).toBe(true);
  });
});

it('a path is of a route that is written down, unless the log has one', () => {
  const routed = createAccessReader({ ...DEFAULT_ACCESS_LOGS, routes: ['/cart/{id}'] });
  const given = { 'http.request.method': 'GET', 'http.response.status_code': 200, 'url.path': '/cart/7' };
  expect(routed.inFields(fields(given))?.record.route).toBe('/cart/{id}');
  expect(routed.inFields(fields({ ...given, 'http.route': '/own' }))?.record.route).toBe('/own');
});
