import { describe, expect, it } from '@jest/globals';
import { readCommonLine } from './common-line.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5);
const HEAD = '203.0.113.7 - ann [21/Nov/2026:13:00:05 +0100]';
const REST = '"https://shop.example/" "Mozilla/5.0 (X11; \\"quoted\\") [x] \\"GET"';

describe('a line in the common or the combined format', () => {
  it.each([
    ['common', `${HEAD} "GET /cart?id=7 HTTP/1.1" 200 2326`, { path: '/cart', status: 200 }],
    ['combined', `${HEAD} "GET /cart HTTP/1.1" 404 - ${REST}`, { path: '/cart', status: 404 }],
    [
      'with a virtual host',
      `shop:443 ::1 - - [21/Nov/2026:12:00:05 +0000] "PUT / HTTP/2" 201 0 ${REST}`,
      { status: 201 },
    ],
    ['of a request that is none', `${HEAD} "\\x16\\x03\\x01" 400 157 "-" "-"`, { status: 400 }],
    ['of one that begins like a time', `${HEAD} "[1.2.3.4] \\x00" 400 157`, { status: 400 }],
    ['of a client that was gone', `${HEAD} "-" 000 0 "-" "-"`, { status: 0 }],
    ['with a quote in its path', `${HEAD} "GET /a\\"b HTTP/1.1" 200 1`, { path: '/a\\"b' }],
    ['with an origin', `${HEAD} "GET http://shop.example/cart#x HTTP/1.1" 200 1`, { path: '/cart' }],
    ['of nginx with its time', `${HEAD} "GET / HTTP/1.1" 200 1 ${REST} 0.123 0.120`, { durationSeconds: 0.123 }],
    [
      'of its ingress',
      `${HEAD} "GET / HTTP/1.1" 200 1 ${REST} 512 1.004 [shop-80] [] 10.0.0.1:80 7 0.9 200 id`,
      { durationSeconds: 1.004 },
    ],
    ['with a named time', `${HEAD} "GET / HTTP/1.1" 200 1 ${REST} "-" rt=0.5 uct="0.1"`, { durationSeconds: 0.5 }],
    [
      'with whole numbers, which may be anything',
      `${HEAD} "GET / HTTP/1.1" 200 1 ${REST} 1234`,
      { durationSeconds: NaN },
    ],
    [
      'of Traefik',
      `${HEAD} "GET / HTTP/1.1" 200 1 "-" "-" 17 "shop@docker" "http://10.0.0.1:80" 42ms`,
      { route: 'shop@docker', durationSeconds: 0.042 },
    ],
    [
      'of Traefik without a router',
      `${HEAD} "GET / HTTP/1.1" 404 1 "-" "-" 17 "-" "-" 0ms`,
      { route: '', durationSeconds: 0 },
    ],
  ])('is read: %s', (_what, line, expected) => {
    expect(readCommonLine(line)).toMatchObject({ timeMs: AT, ...expected });
    expect(readCommonLine(`${line}\r\n`)).toMatchObject({ timeMs: AT, ...expected });
  });

  it.each([
    ['nothing', ''],
    ['an error log', '2026/11/21 12:00:05 [error] 7#7: *1 open() "/x" failed, request: "GET /x HTTP/1.1"'],
    ['a time of another form', '::1 - - [2026-11-21T12:00:05+00:00 ....] "GET / HTTP/1.1" 200 1'],
    ['no such day of time', '::1 - - [21/Nov/2026:25:00:05 +0000] "GET / HTTP/1.1" 200 1'],
    ['no such month', '::1 - - [21/Nix/2026:12:00:05 +0000] "GET / HTTP/1.1" 200 1'],
    ['no status', `${HEAD} "GET / HTTP/1.1" OK 1`],
    ['no such status', `${HEAD} "GET / HTTP/1.1" 700 1`],
    ['no end of the request', `${HEAD} "GET / HTTP/1.1 200 1`],
    ['no size', `${HEAD} "GET / HTTP/1.1" 200`],
  ])('is none: %s', (_what, line) => expect(readCommonLine(line)).toBeNull());
});
