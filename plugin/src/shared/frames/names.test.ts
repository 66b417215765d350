import { describe, expect, it } from '@jest/globals';
import { inReadingOrder, seriesKey, seriesName } from './names';

describe('seriesName', () => {
  it.each([
    ['without labels, the watch', {}, '', 'orders'],
    ['the values of the labels', { 'service.name': 'shop', 'http.route': '/cart' }, '', 'shop /cart'],
    [
      'the service first and the quantile last',
      { quantile: '0.5', route: '/', 'service.name': 'shop' },
      '',
      'shop / p50',
    ],
    ['a quantile as people say it', { quantile: '0.95' }, '', 'p95'],
    ['a fine quantile', { quantile: '0.999' }, '', 'p99.9'],
    ['an empty value by its name', { region: '' }, '', 'region=""'],
    ['a legend of labels', { 'http.route': '/cart' }, 'route {{http.route}} of {{ watch }}', 'route /cart of orders'],
    ["a label under Prometheus' name", { 'http.route': '/cart' }, '{{http_route}}', '/cart'],
    ['an unknown label as nothing', {}, 'x{{nope}}', 'x'],
  ])('%s', (_, labels, legend, expected) => {
    expect(seriesName('orders', labels, legend)).toBe(expected);
  });
});

describe('inReadingOrder', () => {
  it('puts totals first and counts as people do', () => {
    const routes = ['/p10', '/p2'].map((route) => ({ labels: { 'service.name': 'shop', 'http.route': route } }));
    const total = { labels: { 'service.name': 'shop' } };

    expect(inReadingOrder([...routes, total])).toEqual([total, routes[1], routes[0]]);
  });
});

describe('seriesKey', () => {
  it('does not depend on the order of labels', () => {
    expect(seriesKey('A', 'w', { a: '1', b: '2' })).toBe(seriesKey('A', 'w', { b: '2', a: '1' }));
  });

  it.each([
    ['query', seriesKey('B', 'w', { a: '1' })],
    ['watch', seriesKey('A', 'v', { a: '1' })],
    ['label', seriesKey('A', 'w', { a: '2' })],
  ])('differs by %s', (_, other) => {
    expect(seriesKey('A', 'w', { a: '1' })).not.toBe(other);
  });
});
