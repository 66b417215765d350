import { expect, it } from '@jest/globals';
import { createRecent } from './recent.ts';

it('forgets what was used longest ago', () => {
  const recent = createRecent<number, string | null>(2);
  recent.set(1, 'one');
  recent.set(2, null);
  expect(recent.get(1)).toBe('one');
  recent.set(3, 'three');
  expect([1, 2, 3].map((key) => recent.get(key))).toEqual(['one', undefined, 'three']);
  recent.set(3, 'again');
  expect([1, 3].map((key) => recent.get(key))).toEqual(['one', 'again']);
});
