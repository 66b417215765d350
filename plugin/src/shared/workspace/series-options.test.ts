import { describe, expect, it } from '@jest/globals';
import { aSeries } from '../../test-support/fixtures';
import { chosenSeries, exactMatch, sameLabels } from './series-options';

const total = aSeries({ labels: { 'service.name': 'shop' } });
const route2 = aSeries({ labels: { 'service.name': 'shop', 'http.route': '/p2' } });

describe('chosenSeries', () => {
  const sorted = [total, route2];

  it.each([
    ['the first when nothing is chosen', null, total],
    ['the one of these labels, in any order', { 'http.route': '/p2', 'service.name': 'shop' }, route2],
    ['the first when the chosen one is gone', { 'service.name': 'bank' }, total],
    ['none when all are', 'all' as const, null],
  ])('is %s', (_, labels, expected) => {
    expect(chosenSeries(sorted, labels)).toBe(expected);
  });

  it('is none of none', () => {
    expect(chosenSeries([], null)).toBeNull();
  });
});

describe('exactMatch', () => {
  const names = ['service.name', 'http.route'];

  it.each([
    ['a total, which has no route', total.labels, 'service.name="shop",http.route=""'],
    [
      'quotes and backslashes',
      { 'service.name': 'a"b\\c', 'http.route': '\n' },
      'service.name="a\\"b\\\\c",http.route="\\n"',
    ],
    ['a series without labels', {}, 'service.name="",http.route=""'],
  ])('picks %s', (_, labels, expected) => {
    expect(exactMatch(labels, names)).toBe(expected);
  });
});

describe('sameLabels', () => {
  it.each([
    [{ a: '1' }, { a: '1' }, true],
    [{ a: '1' }, { a: '2' }, false],
    [{ a: '1' }, { a: '1', b: '' }, false],
    [{}, {}, true],
  ])('%p and %p: %p', (a, b, same) => {
    expect(sameLabels(a, b)).toBe(same);
  });
});
