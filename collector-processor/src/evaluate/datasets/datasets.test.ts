import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { writeLabelledSets } from '../../../test/support/labelled-sets.ts';
import { findDatasets } from './find-series.ts';
import { loadSeries } from './load-series.ts';

const folder = writeLabelledSets();
const only = (path: string) => loadSeries(findDatasets([path])[0]!.sources[0]!);

function plain(name: string, content: string): string {
  const path = join(folder, 'bad', name);
  mkdirSync(join(folder, 'bad'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe('findDatasets', () => {
  it('finds sets by what their folders hold, in a folder of folders too', () => {
    const sets = findDatasets([folder]).filter(({ name }) => name !== 'bad');
    expect(sets.map(({ name, sources }) => [name, ...sources.map(({ series, format }) => [series, format])])).toEqual([
      ['kpi', ['a', 'indexed']],
      ['nab', ['realKnownCause/x.csv', 'nab']],
      ['plain', ['b', 'csv']],
    ]);
  });

  it('tells sets of one name apart', () => {
    const sets = findDatasets([join(folder, 'kpi'), join(folder, 'kpi')]);
    expect(sets.map(({ name }) => name)).toEqual(['kpi', 'kpi#2']);
    expect(sets[1]!.sources[0]!.dataset).toBe('kpi#2');
  });

  it.each([join(folder, 'none'), join(folder, 'nab', 'realKnownCause', 'y')])('says that %s holds nothing', (path) => {
    expect(() => findDatasets([path])).toThrow(expect.objectContaining({ code: 'TLERR_EVALUATE_DATA' }));
  });
});

describe('loadSeries', () => {
  it('reads a series by its index: times, step and the part that is scored', () => {
    const series = only(join(folder, 'kpi'));
    expect(series).toMatchObject({ name: 'a', startMs: 1_491_041_280_000, stepMs: 60_000, testFrom: 4320, nab: null });
    expect(series.values.length).toBe(8640);
    expect(series.labels.reduce((a, b) => a + b, 0)).toBe(30);
  });

  it('reads NAB: windows by their rows, probation by the number of rows', () => {
    const series = only(join(folder, 'nab'));
    expect(series).toMatchObject({ stepMs: 300_000, testFrom: 150, nab: { windows: [[580, 629]], probation: 150 } });
    expect(series.labels.indexOf(1)).toBe(580);
    expect(series.labels.lastIndexOf(1)).toBe(629);
  });

  it('reads a CSV with labels: half of it is scored, what is blank or not there is missing', () => {
    const series = only(join(folder, 'plain'));
    expect([...series.values]).toEqual([1, 2, NaN, NaN, 4]);
    expect([...series.labels]).toEqual([0, 0, 0, 1, 1]);
    expect(series.testFrom).toBe(3);
  });

  it('takes rows without times as minutes', () => {
    expect(only(plain('minutes.csv', 'value,label\n1,0\n2,0\n3,1\n'))).toMatchObject({ startMs: 0, stepMs: 60_000 });
  });

  it.each([
    ['empty.csv', '', 'it is empty'],
    ['short.csv', 'value,label\n1,0\n', 'fewer than two rows'],
    ['no-value.csv', 'price,label\n1,0\n2,0\n', 'it has no column value, only price, label'],
    ['label.csv', 'value,label\n1,0\n2,yes\n', "row 3: 'yes' is no label (0 or 1)"],
    ['time.csv', 'timestamp,value,label\n1,0,0\nnoon,0,0\n', "row 3: 'noon' is no time"],
    ['fields.csv', 'value,label\n1,0\n2\n', 'row 3 has 1 fields, the header 2'],
    ['quote.csv', 'value,label\n"1,0\n2,0\n', 'Quote Not Closed'],
    ['far.csv', 'timestamp,value,label\n0,1,0\n60,1,0\n1000000000,1,0\n', 'too far apart'],
  ])('says what is wrong with %s', (name, content, reason) => {
    const read = () => only(plain(name, content));
    expect(read).toThrow(expect.objectContaining({ code: 'TLERR_EVALUATE_UNREADABLE' }));
    expect(read).toThrow(reason);
  });
});
