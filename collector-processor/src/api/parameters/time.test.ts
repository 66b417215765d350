import { describe, expect, it } from '@jest/globals';
import { parseSpan, parseTime } from './time.ts';

const NOW_MS = Date.parse('2026-11-21T08:00:00Z');

describe('parseTime', () => {
  it.each([
    ['1763712000000', 1_763_712_000_000],
    ['0', 0],
    ['now', NOW_MS],
    ['now-6h', NOW_MS - 6 * 3_600_000],
    ['now+1d', NOW_MS + 86_400_000],
    ['now 1d', NOW_MS + 86_400_000],
    ['now-1d12h', NOW_MS - 1.5 * 86_400_000],
    ['2026-11-21T08:00:00Z', NOW_MS],
    ['2026-11-21T10:00:00.5+02:00', NOW_MS + 500],
    ['2026-11-21T10:00 02:00', NOW_MS],
    ['2026-11-21', Date.parse('2026-11-21T00:00:00Z')],
  ])('reads %s', (given, timeMs) => {
    expect(parseTime('from', given, NOW_MS)).toBe(timeMs);
  });

  it.each(['', 'yesterday', 'now-', 'now-6', 'now*2h', '2026-11-21T08:00:00', '2026-13-45', '1e3', 'NaN', '0x10'])(
    'refuses %j and says what is allowed',
    (given) => {
      expect(() => parseTime('from', given, NOW_MS)).toThrow(/'from' is not a time \(given: .*\); allowed: epoch/);
    },
  );

  it.each(['-5', '9999999999999999', 'now-900w52d9000w'])('refuses %s as out of range', (given) => {
    expect(() => parseTime('to', given, NOW_MS)).toThrow("'to' is out of range");
  });
});

describe('parseSpan', () => {
  it('wants from up to to', () => {
    expect(parseSpan({ from: 'now-1h', to: 'now' }, NOW_MS)).toEqual({ fromMs: NOW_MS - 3_600_000, toMs: NOW_MS });
    expect(() => parseSpan({ from: 'now', to: 'now-1h' }, NOW_MS)).toThrow("'from' is after 'to'");
  });
});
