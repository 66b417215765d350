import { describe, expect, it } from '@jest/globals';
import type { Attribute } from '../../intake/otlp/decoded.ts';
import { createPathRoutes } from './routes.ts';
import { createAccessReader, DEFAULT_ACCESS_LOGS } from './reader.ts';
import { logTime } from './time.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5);
const { inFields, inText } = createAccessReader(DEFAULT_ACCESS_LOGS);
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

describe('a path', () => {
  const routeOf = createPathRoutes(['/items/new', '/items/{id}', '/users/:name/orders', '/static/*', '/']);

  it.each([
    ['/items/new', '/items/new'],
    ['/items/7', '/items/{id}'],
    ['/items/7/', '/items/{id}'],
    ['/items/', ''],
    ['/items/7/8', ''],
    ['/users/ann/orders', '/users/:name/orders'],
    ['/static', '/static/*'],
    ['/static/a/b.css', '/static/*'],
    ['/', '/'],
    ['/other', ''],
    ['', ''],
  ])('%s is of the route %s', (path, route) => expect(routeOf(path)).toBe(route));
});

describe('a time in a log', () => {
  it.each([
    ['21/Nov/2026:13:00:05 +0100', AT],
    ['21/Nov/2026:06:30:05.250 -0530', AT + 250],
    ['2026-11-21T12:00:05Z', AT],
    ['2026-11-21 13:00:05,250+01:00', AT + 250],
    [String(AT / 1000), AT],
    [`${AT / 1000}.250`, AT + 250],
    [String(AT), AT],
    [`${AT}000000`, AT],
    ['2026-11-21T12:00:05', NaN],
    ['yesterday', NaN],
    ['', NaN],
  ])('%s', (text, timeMs) => expect(logTime(text)).toBe(timeMs));
});
