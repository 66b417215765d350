import { describe, expect, it } from '@jest/globals';
import { commonLogTime, isoTime, logTime } from './time.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 5);

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

  it('is only taken in ISO 8601 where that is asked for', () => {
    expect(isoTime('2026-11-21T12:00:05Z')).toBe(AT);
    expect(isoTime('21/Nov/2026:13:00:05 +0100')).toBeNaN();
    expect(isoTime('2026-11-41T12:00:05Z')).toBeNaN();
  });

  it('is only taken as servers write it where that is asked for', () => {
    expect(commonLogTime('21/Nov/2026:13:00:05 +0100')).toBe(AT);
    expect(commonLogTime('2026-11-21T12:00:05Z')).toBeNaN();
  });
});
