import { afterEach, expect, it } from '@jest/globals';
import { setLanguage } from '../i18n/language';
import { valueText } from './value-text';

afterEach(() => setLanguage('en-US'));

it('writes a value as the axis does, with the decimal mark of the language', () => {
  expect([valueText(40.81, 'req/s'), valueText(0, 'req/s')]).toEqual(['40.8 req/s', '0 req/s']);
  setLanguage('de-DE');
  expect([valueText(40.81, 'req/s'), valueText(1234, 'req/s')]).toEqual([
    '40,8 req/s',
    expect.not.stringContaining('.'),
  ]);
});
