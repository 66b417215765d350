import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.ts';
import { parseRetryAfterMs } from './request-watch.ts';

describe('backoffMs', () => {
  it('doubles from a second to a minute', () => {
    expect([1, 2, 3, 7, 50].map((attempt) => backoffMs(attempt, 0.5))).toEqual([1000, 2000, 4000, 60_000, 60_000]);
  });

  it('spreads by a fifth either way', () => {
    expect([backoffMs(1, 0), backoffMs(1, 1)]).toEqual([800, 1200]);
  });

  it('is never shorter than what the receiver asks for', () => {
    expect(backoffMs(1, 0.5, 30_000)).toBe(30_000);
    expect(backoffMs(3, 0.5, 100)).toBe(4000);
  });
});

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
