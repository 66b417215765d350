import { afterEach, describe, expect, it } from '@jest/globals';
import { T0 } from '../../test-support/fixtures';
import { dateText } from './date-text';
import { setLanguage } from './language';

describe('dateText', () => {
  afterEach(() => setLanguage('en-US'));

  it.each([
    ['minute', 'utc', 'Sat 21 Nov, 08:00', 'Sa., 21. Nov., 08:00'],
    ['second', 'Europe/Berlin', 'Sat 21 Nov, 09:00:00', 'Sa., 21. Nov., 09:00:00'],
    ['second-of-year', 'utc', 'Sat 21 Nov 2026, 08:00:00', 'Sa., 21. Nov. 2026, 08:00:00'],
    ['long-day', 'utc', 'Saturday 21 Nov', 'Samstag, 21. November'],
    ['long-minute', 'utc', 'Saturday 21 Nov, 08:00', 'Samstag, 21. November um 08:00'],
  ] as const)('%s in %s: %s', (form, timeZone, english, german) => {
    expect(dateText(T0, form, timeZone)).toBe(english);
    setLanguage('de-DE');
    expect(dateText(T0, form, timeZone)).toBe(german);
  });

  it('is told by the clock of the browser where nothing else is said', () => {
    setLanguage('de-DE');
    expect(dateText(T0, 'minute', 'browser')).toBe(dateText(T0, 'minute'));
  });
});
