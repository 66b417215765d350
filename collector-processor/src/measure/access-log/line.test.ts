import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayBeAccessLine, readAccessLine } from './line.ts';

const REQUEST = '"GET /cart?id=7 HTTP/1.1"';
const AGENT = '"https://shop.example/" "Mozilla/5.0 (X11; \\"quoted\\") [x] \\"GET"';
/** One in each of the formats; the status is the same. */
const LINES: readonly (readonly [of: string, line: string])[] = [
  ['common', `203.0.113.7 - ann [21/Nov/2026:13:00:05 +0100] ${REQUEST} 204 2326`],
  ['combined', `203.0.113.7 - ann [21/Nov/2026:13:00:05 +0100] ${REQUEST} 204 2326 ${AGENT} 0.123`],
  ['Envoy', `[2026-11-21T12:00:05.310Z] ${REQUEST} 204 - 154 0 226 100 "-" "-" "-" "-" "-"`],
  ['Istio', `[2026-11-21T12:00:05.310Z] ${REQUEST} 204 - via_upstream - "-" 0 135 4 4 "-" "-" "-" "-" "-"`],
  ['IIS', '2026-11-21 12:00:05 10.0.0.4 GET /cart id=7 443 - 203.0.113.7 curl/8 - 204 0 0 15'],
  ['IIS over IPv6', '2026-11-21 12:00:05 fe80::1 GET /cart id=7 443 - ::1 curl/8 - 204 0 0 15'],
  [
    'an application load balancer',
    `https 2026-11-21T12:00:05.186641Z app/a/5 192.168.1.39:2817 10.0.0.1:80 0.0 0.1 0.0 204 204 3 3 ${REQUEST} "-"`,
  ],
  [
    'a classic load balancer',
    `2026-11-21T12:00:05.186641Z shop 192.168.1.39:2817 10.0.0.1:80 0.0 0.1 0.0 204 204 3 3 ${REQUEST} "-" - -`,
  ],
];

function mayBe(line: string): boolean {
  // Among others, as in a request.
  const bytes = Buffer.from(`xx${line}2026-11-21`);
  return mayBeAccessLine(bytes, 2, bytes.length - 10);
}

describe('a line of an access log', () => {
  it.each(LINES)('is read in the format that it is in: %s', (_of, line) => {
    expect(readAccessLine(line)).toMatchObject({ status: 204, path: '/cart' });
    expect(mayBe(line)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['an error log', '2026/11/21 12:00:05 [error] 7#7: *1 open() "/x" failed, request: "GET /x HTTP/1.1"'],
    ['an application’s', '2026-11-21 12:00:05 INFO [main] started in 5 ms'],
    ['one with milliseconds', '2026-11-21 12:00:05,123 DEBUG x'],
    ['a short one', '2026-11-21'],
  ])('is none, and that is seen in its bytes: %s', (_what, line) => {
    expect(readAccessLine(line)).toBeNull();
    expect(mayBe(line)).toBe(false);
  });

  it('is none that is longer than any', () => {
    expect(readAccessLine(LINES[0]![1].replace('/cart', `/${'x'.repeat(40_000)}`))).toBeNull();
  });

  it('is passed over by its bytes only where it would be passed over as text', () => {
    const change = fc.tuple(fc.constantFrom(...LINES), fc.nat(120), fc.nat(120), fc.string({ maxLength: 3 }));
    let read = 0;
    fc.assert(
      fc.property(change, ([[, line], at, to, text]) => {
        const changed = line.slice(0, at) + text + line.slice(to);
        if (readAccessLine(changed) === null) return;
        read++;
        expect(mayBe(changed)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('takes linear time, whatever it is', () => {
    for (const piece of ['"', '\\', ' ""', '[', '] "', ' 1', ' "\\"', ' a', '- ', '0.0 '])
      for (const [, line] of LINES)
        for (const length of [0, 20, 60, 100, line.length]) readAccessLine(line.slice(0, length) + piece.repeat(8000));
  });
});
