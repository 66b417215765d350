import { expect, it } from '@jest/globals';
import { closingQuote, QUOTED } from './quoted.ts';

it.each([
  ['a"b', 1],
  ['a\\"b"', 4],
  ['a\\\\"', 3],
  ['"', 0],
  ['a\\"', -1],
  ['', -1],
])('the text in %s ends at %d', (line, at) => expect(closingQuote(line, 0)).toBe(at));

it('a quoted text is taken off the front of a line, its escapes left', () => {
  expect(QUOTED.exec(' "a \\"b\\"" "c"')?.[1]).toBe('a \\"b\\"');
  expect(QUOTED.exec('"a"')).toBeNull();
  expect(QUOTED.exec(' "a')).toBeNull();
});
