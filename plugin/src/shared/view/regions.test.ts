import { describe, expect, it } from '@jest/globals';
import { FieldType, createDataFrame } from '@grafana/data';
import { regionsAt, regionsOf } from './regions';

const annotations = (rows: Array<Record<string, unknown>>) =>
  createDataFrame({
    fields: ['time', 'timeEnd', 'title', 'text', 'color'].map((name) => ({
      name,
      type: FieldType.other,
      values: rows.map((row) => row[name]),
    })),
  });

describe('regionsOf', () => {
  it("reads other people's annotations as text, oldest first", () => {
    const regions = regionsOf([
      annotations([
        { time: 20, text: 'later' },
        { time: 10, timeEnd: 15, title: 'Deploy', text: 'v2 <b>bold</b><br/>&lt;ok&gt;', color: '#fff' },
      ]),
    ]);

    expect(regions).toEqual([
      { startMs: 10, endMs: 15, title: 'Deploy', text: 'v2 bold <ok>', color: '#fff', incident: null },
      { startMs: 20, endMs: 20, title: '', text: 'later', color: null, incident: null },
    ]);
  });

  it.each([[null], [undefined], [Number.NaN], ['10']])('leaves out a row whose time is %p', (time) => {
    expect(regionsOf([annotations([{ time }])])).toEqual([]);
  });

  it('does not let an end before the start turn a region around', () => {
    expect(regionsOf([annotations([{ time: 10, timeEnd: 5 }])])[0]).toMatchObject({ startMs: 10, endMs: 10 });
  });
});

describe('regionsAt', () => {
  const regions = regionsOf([annotations([{ time: 10, timeEnd: 20 }, { time: 40 }])]);

  it.each([
    [9, 0, 0],
    [10, 0, 1],
    [20, 0, 1],
    [21, 0, 0],
    [22, 2, 1],
    [41, 1, 1],
  ])('at %d with tolerance %d: %d', (timeMs, tolerance, count) => {
    expect(regionsAt(regions, timeMs, tolerance)).toHaveLength(count);
  });
});
