import { describe, expect, it } from '@jest/globals';
import { parseRetryAfterMs } from './request-watch.ts';

describe('parseRetryAfterMs', () => {
  const nowMs = Date.parse('2026-11-21T08:00:00Z');
  it.each([
    [undefined, 0],
    ['30', 30_000],
    ['Sat, 21 Nov 2026 08:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['soon', 0],
    ['999999999', 86_400_000],
  ])('reads %s', (header, waitMs) => {
    expect(parseRetryAfterMs(header, nowMs)).toBe(waitMs);
  });
});
