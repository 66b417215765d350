import { afterEach, expect, it } from '@jest/globals';
import { decimalMark, oneDecimal, setLanguage, showsEnglish } from './language';

afterEach(() => setLanguage('en-US'));

it('writes numbers as the texts are written', () => {
  expect([decimalMark(), oneDecimal(4), oneDecimal(1234.56)]).toEqual(['.', '4.0', '1,234.6']);
  setLanguage('de-DE');
  expect([decimalMark(), oneDecimal(4), oneDecimal(1234.56)]).toEqual([',', '4,0', '1.234,6']);
  expect(showsEnglish()).toBe(false);
});
