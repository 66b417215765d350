import { describe, expect, it } from '@jest/globals';
import { FieldType, createDataFrame } from '@grafana/data';
import { aWatch } from '../test-support/fixtures';
import { matchOfQuery } from './match-of-query';

const line = (labels: Record<string, string>, refId = 'A') =>
  createDataFrame({
    refId,
    fields: [
      { name: 'time', type: FieldType.time, values: [1] },
      { name: 'Value', type: FieldType.number, values: [1], labels },
    ],
  });

describe('matchOfQuery', () => {
  it.each([
    ['one line', [line({ service_name: 'shop', http_route: '/a' })], 'service.name="shop",http.route="/a"'],
    [
      'many lines',
      [line({ service_name: 'shop', http_route: '/b.c' }), line({ service_name: 'shop', http_route: '/a' })],
      'service.name="shop",http.route=~"/a|/b\\\\.c"',
    ],
    ['a total', [line({ service_name: 'shop', job: 'x' })], 'service.name="shop",http.route=""'],
    [
      'a label that some lack',
      [line({ service_name: 'shop', http_route: '/a' }), line({ service_name: 'shop' })],
      'service.name="shop",http.route=""',
    ],
    ['no label in common', [line({ region: 'eu' })], null],
    ['another query', [line({ service_name: 'shop' }, 'C')], null],
  ])('%s', (_, frames, expected) => {
    expect(matchOfQuery(frames, 'A', aWatch())).toBe(expected);
  });
});
