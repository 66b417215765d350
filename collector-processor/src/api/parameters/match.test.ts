import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { parseMatch } from './match.ts';

const LABELS = { 'service.name': 'shop', 'http.route': '/api/cart', note: 'two\nlines "quoted"' };

describe('parseMatch', () => {
  it.each([
    ['service.name="shop"', true],
    ['service_name="shop"', true],
    ['"service.name"="shop"', true],
    ["service.name='shop'", true],
    ['service.name=`shop`', true],
    ['{service.name="shop",}', true],
    [' service.name = "shop" , http.route =~ "/api/.*" ', true],
    ['service.name="shop",http.route="/other"', false],
    ['service.name!="shop"', false],
    ['http.route=~"/api"', false],
    ['http.route=~"/api|/api/cart"', true],
    ['http.route!~"/api.*"', false],
    ['note=~"two.*quoted."', true],
    ['note="two\\nlines \\"quoted\\""', true],
    ['missing=""', true],
    ['missing!=""', false],
    ['missing=~".*"', true],
    ['missing=~".+"', false],
    ['constructor=""', true],
    ['watch="requests"', true],
    ['watch=~"err.*"', false],
    ['', true],
    ['{}', true],
  ])('%s: %s', (match, matches) => {
    expect(parseMatch(match)(LABELS, 'requests')).toBe(matches);
  });

  it('matches everything when there is none', () => {
    expect(parseMatch(undefined)({}, 'requests')).toBe(true);
  });

  it.each([
    ['service.name', 'at character 13: = != =~ or !~ expected'],
    ['="shop"', 'at character 1: a label name expected'],
    ['service.name=shop', 'at character 14: a value in quotes expected'],
    ['a="1" b="2"', 'at character 7: a comma expected'],
    ['{a="1"', 'at character 7: } expected'],
    ['a="1"}x', 'at character 6: the end expected'],
    ['a=~"("', 'has a bad expression'],
    ['a=~"(?=x)"', 'has a bad expression'],
    [`a=~"${'x'.repeat(1001)}"`, 'longer than 1000 characters'],
    [`a="${'x'.repeat(5000)}"`, 'longer than 4096 characters'],
    [Array.from({ length: 31 }, () => 'a=""').join(','), 'more than 30 matchers'],
  ])('refuses %s', (match, problem) => {
    expect(() => parseMatch(match)).toThrow(problem);
  });

  it('stays quick where a backtracking engine would not come back', () => {
    const matches = parseMatch('note=~"(a+)+b"');
    const startedMs = performance.now();
    expect(matches({ note: 'a'.repeat(1000) }, '')).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });

  it('either reads any text or refuses it with the coded error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=!~"\'`{},\\. (*') }), (text) => {
        try {
          expect(typeof parseMatch(text)({ a: 'b' }, 'w')).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(TidemarkError);
        }
      }),
    );
  });
});
