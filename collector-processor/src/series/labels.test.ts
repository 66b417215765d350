import { describe, expect, it } from '@jest/globals';
import { describeLabels, labelsKey } from './labels.ts';
import type { Labels } from './types.ts';

describe('labelsKey', () => {
  it('does not depend on the order, and tells sets apart that look alike', () => {
    expect(labelsKey({ b: '2', a: '1' })).toBe(labelsKey({ a: '1', b: '2' }));
    const sets: Labels[] = [
      {},
      { a: '' },
      { a: 'b' },
      { ab: '' },
      { a: '1', b: '2' },
      { a: '1b2' },
      { a: '2', b: '1' },
    ];
    expect(new Set(sets.map(labelsKey)).size).toBe(sets.length);
  });
});

describe('describeLabels', () => {
  it.each([
    [{}, 'all'],
    [{ 'service.name': 'shop' }, 'shop'],
    [{ quantile: '0.95', 'http.route': '/cart', 'service.name': 'shop' }, 'shop /cart p95'],
    [{ quantile: '0.999' }, 'p99.9'],
    [{ region: 'eu', 'service.name': 'shop' }, 'shop region=eu'],
  ])('%j: %s', (labels, text) => {
    expect(describeLabels(labels)).toBe(text);
  });
});
