import { describe, expect, it } from '@jest/globals';
import { FieldType, createDataFrame } from '@grafana/data';
import { emptyReason } from './empty-reason';

const frame = (types: FieldType[], rows: number) =>
  createDataFrame({ fields: types.map((type) => ({ name: type, type, values: Array<null>(rows).fill(null) })) });

describe('emptyReason', () => {
  it.each([
    ['what the query failed with', { series: [], errors: [{ message: 'No such watch.' }] }, 'No such watch.'],
    ['that nothing came', { series: [] }, 'No data in this time range'],
    [
      'that nothing but gaps came',
      { series: [frame([FieldType.time, FieldType.number], 2)] },
      'none of them holds a value',
    ],
  ])('says %s', (_, data, message) => {
    expect(emptyReason(data)).toContain(message);
  });

  it('leaves it to Grafana when a field is missing', () => {
    expect(emptyReason({ series: [frame([FieldType.string], 2)] })).toBeUndefined();
  });
});
