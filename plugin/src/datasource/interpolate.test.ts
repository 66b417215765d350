import { describe, expect, it } from '@jest/globals';
import { interpolateMatch } from './interpolate';

const fill = (match: string, value: unknown, variable = {}) =>
  interpolateMatch(match, (text, format) => text.replace('$v', format(value, variable)));

describe('interpolateMatch', () => {
  it.each([
    ['a single value as it is', 'a="$v"', '/p.x', {}, 'a="/p.x"'],
    ['quotes in it', 'a="$v"', 'x"y\\z', {}, 'a="x\\"y\\\\z"'],
    ['several values as alternatives', 'a=~"$v"', ['a.b', 'c'], { multi: true }, 'a=~"(a\\\\.b|c)"'],
    ['one of several', 'a=~"$v"', ['a+b'], { multi: true }, 'a=~"a\\\\+b"'],
    ['a variable that could hold several', 'a=~"$v"', 'a.b', { multi: true }, 'a=~"a\\\\.b"'],
  ])('fills in %s', (_, match, value, variable, expected) => {
    expect(fill(match, value, variable)).toBe(expected);
  });
});
