import { describe, expect, it } from '@jest/globals';
import { plainText } from './plain-text';

describe('plainText', () => {
  it.each([
    ['v2 <b>bold</b><br/>&lt;ok&gt;', 'v2 bold <ok>'],
    ['  a<br>b ', 'a b'],
    // An entity is read once: what it stands for is not read again.
    ['&amp;lt;', '&lt;'],
    [undefined, ''],
    [7, ''],
  ])('%j is %j', (given, text) => {
    expect(plainText(given)).toBe(text);
  });
});
