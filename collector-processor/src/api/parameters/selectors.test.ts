import { describe, expect, it } from '@jest/globals';
import { parseSelectors } from './selectors.ts';

const LABELS = { 'service.name': 'shop', 'http.route': '/cart' };

describe('parseSelectors', () => {
  it.each([
    ['tidemark_score', true],
    ['tidemark_value', false],
    ['tidemark_score{service_name="shop"}', true],
    ['tidemark_score{service.name="other"}', false],
    ['{__name__=~"tidemark_(score|severity)"}', true],
    ['{__name__!="tidemark_score"}', false],
    ['{watch="requests",http_route=~"/c.*"}', true],
    [' tidemark_score {watch="requests"} ', true],
  ])('%s: %s', (selector, matches) => {
    expect(parseSelectors(selector)?.('tidemark_score', LABELS, 'requests')).toBe(matches);
  });

  it('takes what any of several selects', () => {
    const match = parseSelectors(['tidemark_value', 'tidemark_score']);
    expect(match?.('tidemark_score', LABELS, 'requests')).toBe(true);
    expect(match?.('tidemark_upper', LABELS, 'requests')).toBe(false);
  });

  it('is all where there is none, and refuses what it cannot read', () => {
    expect(parseSelectors(undefined)).toBeUndefined();
    expect(() => parseSelectors('tidemark_score{')).toThrow();
    expect(() => parseSelectors('tidemark_score{a=~"("}')).toThrow('bad expression');
    expect(() => parseSelectors(Array.from({ length: 31 }, () => 'a'))).toThrow('too many');
  });
});
