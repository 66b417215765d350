import { describe, expect, it } from '@jest/globals';
import { readHeader } from './csv-header.ts';

const read = (header: string, input = 'old/shop.csv.gz') => {
  const { watch, watchName, time, value, labels } = readHeader(header.split(','), input);
  return [watch, watchName, time, value, labels.map(({ name }) => name).join(' ')];
};

describe('the header of a CSV', () => {
  it.each([
    ['everything, in any order', 'route,time,watch,value,pod', [2, 'shop', 1, 3, 'route pod']],
    ['no watch: the file is one', 'time,value', [null, 'shop', 0, 1, '']],
    ['a value with a name of its own: so is the watch', 'timestamp,requests', [null, 'requests', 0, 1, '']],
    ['in capitals, with labels', 'Route,Date,Value', [null, 'shop', 1, 2, 'Route']],
    ['the likelier name of a time', 'date,time,value', [null, 'shop', 1, 2, 'date']],
  ])('%s', (_, header, columns) => expect(read(header)).toEqual(columns));

  it.each([
    ['standard input', 'standard input'],
    ['.csv', '.csv'],
    ['/a/b.c/load', 'load'],
  ])('a file %s without another name is called %s', (input, name) => expect(read('ts,value', input)[1]).toBe(name));
});
