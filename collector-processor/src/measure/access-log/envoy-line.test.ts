import { describe, expect, it } from '@jest/globals';
import { readEnvoyLine } from './envoy-line.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5, 310);
const HEAD = '[2026-11-21T12:00:05.310Z] "POST /api/v1/locations?a=b HTTP/2"';
const REST = '"10.0.35.28" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" "tcp://10.0.2.1:80"';

describe('a line of Envoy', () => {
  it.each([
    ['by default', `${HEAD} 204 - 154 0 226 100 ${REST}`, { status: 204, durationSeconds: 0.226 }],
    ['with flags', `${HEAD} 503 UF,URX 0 91 3001 - ${REST}`, { status: 503, durationSeconds: 3.001 }],
    ['without an answer', `${HEAD} 0 DC 0 0 17 - "-" "-" "-" "-" "-"`, { status: 0, durationSeconds: 0.017 }],
    [
      'of Istio',
      `${HEAD} 418 - via_upstream - "-" 0 135 4 3 ${REST} outbound|8000||httpbin 10.0.0.1:80`,
      { status: 418 },
    ],
    [
      'of Istio, with what failed',
      `${HEAD} 503 UF upstream_reset_before_response_started{remote_connection_failure} - "delayed connect error: 111" 0 0 5 - ${REST}`,
      { status: 503, durationSeconds: 0.005 },
    ],
    ['that never took time', `${HEAD} 200 - 0 0 - - "-"`, { durationSeconds: NaN }],
  ])('is read: %s', (_what, line, expected) =>
    expect(readEnvoyLine(line)).toMatchObject({ timeMs: AT, route: '', path: '/api/v1/locations', ...expected }),
  );

  it.each([
    ['no time', `[today] "GET / HTTP/1.1" 200 - 0 0 1 1`],
    ['a time without a zone', `[2026-11-21T12:00:05.310] "GET / HTTP/1.1" 200 - 0 0 1 1`],
    ['no end of the request', '[2026-11-21T12:00:05.310Z] "GET / HTTP/1.1 200 - 0 0 1 1'],
    ['no answer', `${HEAD} OK`],
    ['no such status', `${HEAD} 700 - 0 0 1 1`],
    ['something before it', `x ${HEAD} 204 - 154 0 226 100`],
    ['an application', '[2026-11-21T12:00:05.310Z] "started" in 5 ms'],
  ])('is none: %s', (_what, line) => expect(readEnvoyLine(line)).toBeNull());
});
