import { describe, expect, it } from '@jest/globals';
import { aSeries, aWatch } from '../test-support/fixtures';
import { fakeApi } from '../test-support/fake-api';
import { filterKeys, filterValues, withFilters } from './filters';

describe('withFilters', () => {
  it.each([
    ['', [], ''],
    ['a="b"', [], 'a="b"'],
    ['', [{ key: 'region', operator: '=', value: 'eu' }], 'region="eu"'],
    ['a="b"', [{ key: 'region', operator: '!~', value: 'e.*' }], 'a="b",region!~"e.*"'],
    ['', [{ key: 'route', operator: '=', value: 'a"b\\c' }], 'route="a\\"b\\\\c"'],
    ['', [{ key: 'route', operator: '=|', value: '/a', values: ['/a.b', '/c'] }], 'route=~"/a\\\\.b|/c"'],
    ['', [{ key: 'route', operator: '!=|', value: '/a', values: ['/a'] }], 'route!~"/a"'],
    ['', [{ key: 'n', operator: '>', value: '3' }], ''],
    ['', [{ key: '', operator: '=', value: 'x' }], ''],
  ])('%j with %j', (match, filters, expected) => {
    expect(withFilters(match, filters)).toBe(expected);
  });
});

describe('filter keys and values', () => {
  const watches = [aWatch(), aWatch({ name: 'orders', groupBy: [['region']] })];

  it('offers every label of every watch once', () => {
    expect(filterKeys(watches).map(({ text }) => text)).toEqual(['http.route', 'region', 'service.name']);
  });

  it('asks only the watches that have the label', async () => {
    const api = fakeApi();
    api.series.mockResolvedValue({ series: [aSeries(), aSeries({ labels: { 'service.name': 'b' } })], total: 2 });

    expect(await filterValues(api, watches, 'service_name')).toEqual([{ text: 'b' }, { text: 'shop' }]);
    expect(api.series).toHaveBeenCalledTimes(1);
  });
});
