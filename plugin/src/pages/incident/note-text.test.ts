import { describe, expect, it } from '@jest/globals';
import { T0 } from '../../test-support/fixtures';
import { noteText, whenNoted } from './note-text';

describe('whenNoted', () => {
  it.each([
    [-12 * 60_000, '12 min before it began'],
    [-31_000, '31 s before it began'],
    [-30_000, 'as it began'],
    [30_000, 'as it began'],
    [180_000, '3 min after it began'],
  ])('%d ms from the beginning: %s', (sinceMs, text) => {
    expect(whenNoted({ startMs: T0 + sinceMs }, T0)).toBe(text);
  });
});

describe('noteText', () => {
  it('is the text, else the tags', () => {
    expect(noteText({ text: 'shop 1.42.0', tags: ['deploy'] })).toBe('shop 1.42.0');
    expect(noteText({ text: '', tags: ['deploy', 'shop'] })).toBe('deploy, shop');
    expect(noteText({ text: '', tags: [] })).toBe('(nothing)');
  });
});
