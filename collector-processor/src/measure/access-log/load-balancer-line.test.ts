import { describe, expect, it } from '@jest/globals';
import { readLoadBalancerLine } from './load-balancer-line.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5, 186);
const TIME = '2026-11-21T12:00:05.186641Z';
const ENDS = '192.168.131.39:2817 10.0.0.1:80';
const REQUEST = '"GET http://www.example.com:80/cart?id=7 HTTP/1.1" "curl/7.46.0"';
const REST =
  '- - arn:aws:elasticloadbalancing:eu-1:1:targetgroup/a/7 "Root=1-5-3" "-" "-" 0 2026-11-21T12:00:05.100000Z "forward"';

describe('a line of a load balancer of AWS', () => {
  it.each([
    [
      'an application’s',
      `http ${TIME} app/shop/50dc ${ENDS} 0.001 0.020 0.003 200 200 34 366 ${REQUEST} ${REST}`,
      0.024,
    ],
    ['over HTTP/2', `h2 ${TIME} app/shop/50dc ${ENDS} 0.000 0.001 0.000 200 200 5 257 ${REQUEST} ${REST}`, 0.001],
    ['a classic one', `${TIME} shop ${ENDS} 0.000073 0.001048 0.000057 200 200 0 29 ${REQUEST} - -`, 0.001178],
    [
      'without a target',
      `https ${TIME} app/shop/50dc 192.168.131.39:2817 - -1 -1 -1 200 - 34 366 ${REQUEST} ${REST}`,
      NaN,
    ],
  ])('is read: %s', (_what, line, durationSeconds) => {
    const record = readLoadBalancerLine(line);
    expect(record).toMatchObject({ status: 200, path: '/cart', route: '' });
    // To the microsecond that it is written in.
    expect(Math.round((record?.durationSeconds ?? 0) * 1e6)).toBe(Math.round(durationSeconds * 1e6));
    expect(Math.floor(record?.timeMs ?? 0)).toBe(AT);
  });

  it('has the status that the client got', () => {
    const line = `http ${TIME} app/shop/50dc ${ENDS} 0.001 -1 -1 504 - 34 366 ${REQUEST} ${REST}`;
    expect(readLoadBalancerLine(line)).toMatchObject({ status: 504, durationSeconds: NaN });
  });

  it.each([
    ['nothing', ''],
    ['no such status', `http ${TIME} app/shop/50dc ${ENDS} 0.0 0.0 0.0 700 200 34 366 ${REQUEST}`],
    ['no request', `http ${TIME} app/shop/50dc ${ENDS} 0.0 0.0 0.0 200 200 34 366`],
    ['no end of the request', `http ${TIME} app/shop/50dc ${ENDS} 0.0 0.0 0.0 200 200 34 366 "GET /`],
    ['a TLS listener’s', `tls 2.0 ${TIME} net/shop/c6e7 g3d4 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 -`],
    ['no such day', `${TIME.replace('-21', '-41')} shop ${ENDS} 0.0 0.0 0.0 200 200 0 29 ${REQUEST}`],
    ['an application', `${TIME} INFO started "x"`],
  ])('is none: %s', (_what, line) => expect(readLoadBalancerLine(line)).toBeNull());
});
