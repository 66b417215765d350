import { describe, expect, it } from '@jest/globals';
import { readIisLine } from './iis-line.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5);
const HEAD = '2026-11-21 12:00:05 10.0.0.4 GET /cart/items.aspx id=7 443 - 203.0.113.7';
const AGENT = 'Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)';

describe('a line of IIS', () => {
  it.each([
    ['since version 8', `${HEAD} ${AGENT} https://shop.example/ 200 0 0 15`, { status: 200, durationSeconds: 0.015 }],
    ['before', `${HEAD} ${AGENT} 500 19 2147942405 1203`, { status: 500, durationSeconds: 1.203 }],
    [
      'with addresses of version 6',
      `${HEAD.replace(/10\.\S+/, '::1').replace(/203\S+/, 'fe80::1%4')} - - 304 0 0 1\r`,
      {},
    ],
  ])('is read: %s', (_what, line, expected) =>
    expect(readIisLine(line)).toMatchObject({ timeMs: AT, route: '', path: '/cart/items.aspx', ...expected }),
  );

  it.each([
    ['its head', '#Fields: date time s-ip cs-method cs-uri-stem sc-status'],
    ['other fields', '2026-11-21 12:00:05 GET /cart 200'],
    ['fewer fields', `${HEAD} ${AGENT} 200 0 15`],
    ['no such status', `${HEAD} ${AGENT} - 700 0 0 15`],
    ['no such day', `${HEAD.replace('-21', '-41')} ${AGENT} - 200 0 0 15`],
    ['an application', '2026-11-21 12:00:05 INFO GET /cart took 200 0 0 15'],
  ])('is none: %s', (_what, line) => expect(readIisLine(line)).toBeNull());
});
