import { describe, expect, it } from '@jest/globals';
import { readHistory, type InputOptions } from './read-history.ts';

const HOUR_MS = 3_600_000;
const START = '2026-11-02T00:00:00Z';
const options: InputOptions = { column: null, where: new Map(), stepMs: null, aggregate: 'mean', timezone: 'UTC' };
const iso = (hour: number, minute = 0): string =>
  new Date(Date.parse(START) + hour * HOUR_MS + minute * 60_000).toISOString();
const read = (lines: readonly string[], change: Partial<InputOptions> = {}) =>
  readHistory(lines.join('\n'), { ...options, ...change });

describe('reading a history', () => {
  it('takes rows in any order, and tells what is missing, no number or told twice', () => {
    const { history, notes, column } = read([
      'time,note,requests',
      `${iso(4)},,5`,
      `${iso(0)},,1`,
      `${iso(1)},,n/a`,
      `${iso(3)},,4`,
      `${iso(3)},,6`,
    ]);
    expect(column).toBe('requests');
    expect([...history.values]).toEqual([1, NaN, NaN, 5, 5]);
    expect(history).toMatchObject({ stepMs: HOUR_MS, startMs: Date.parse(START), nonNegative: true });
    expect(notes).toEqual([
      "1 values are no numbers, the first 'n/a' in row 4: missing",
      '2 of 5 steps are missing',
      '1 rows repeat a time: the mean of its rows counts',
    ]);
  });

  it.each([
    ['mean', 2],
    ['sum', 12],
    ['max', 3],
  ] as const)('folds rows to the %s of longer steps, and leaves out what is cut off at the ends', (aggregate, hour) => {
    const rows = Array.from({ length: 17 }, (_, i) => `${iso(0, 30 + 10 * i)},${(i % 3) + 1}`);
    const { history, notes } = read(['time,value', ...rows], { stepMs: HOUR_MS, aggregate });
    expect(history.startMs).toBe(Date.parse(iso(1)));
    expect([...history.values]).toEqual([hour, hour]);
    expect(notes).toEqual(['the file begins or ends within a step: that step is left out']);
  });

  it('begins days at midnight of the time zone, through a clock change', () => {
    const rows = Array.from({ length: 24 * 9 }, (_, i) => `${Date.parse('2026-10-21T22:00:00Z') / 1000 + 3600 * i},1`);
    const { history } = read(['ts,value', ...rows], {
      stepMs: 24 * HOUR_MS,
      timezone: 'Europe/Berlin',
      aggregate: 'sum',
    });
    // 22 October to 30 October: the 25th has 25 hours, and the last day begins an hour later and is not over.
    expect([...history.values]).toEqual([24, 24, 24, 25, 24, 24, 24, 24]);
    expect(new Date(history.startMs).toISOString()).toBe('2026-10-21T22:00:00.000Z');
  });

  it('reads weeks as weeks', () => {
    const rows = Array.from({ length: 6 }, (_, week) => `${iso(week * 168).slice(0, 10)},${week - 2}`);
    const { history } = read(['date,value', ...rows]);
    expect(history).toMatchObject({ stepMs: 168 * HOUR_MS, nonNegative: false });
    expect([...history.values]).toEqual([-2, -1, 0, 1, 2, 3]);
  });

  it('picks one series of many', () => {
    const rows = [0, 1, 2].flatMap((hour) => [`requests,/a,${iso(hour)},1`, `requests,/b,${iso(hour)},${hour}`]);
    const where = new Map([['Route', '/b']]);
    const { history } = read(['watch,route,time,value', ...rows], { where });
    expect([...history.values]).toEqual([0, 1, 2]);
  });
});

describe('what cannot be read', () => {
  it.each<[string, string[], Partial<InputOptions>, RegExp]>([
    ['nothing', [''], {}, /it is empty/],
    ['a header alone', ['time,value'], {}, /a header and no rows/],
    ['no times', ['a,b', '1,2'], {}, /no column of times .* only a, b/],
    ['a wrong time', ['time,value', `${iso(0)},1`, 'yesterday,2'], {}, /row 3: 'yesterday' is no time \(ISO 8601\)/],
    ['a first wrong time', ['time,value', 'yesterday,2'], {}, /row 2: 'yesterday' in column time is no time/],
    ['no numbers', ['time,state', `${iso(0)},up`], {}, /no column of numbers beside time/],
    ['several numbers', ['time,a,b', `${iso(0)},1,2`], {}, /several columns of numbers, a, b: name one with --column/],
    ['an unknown column', ['time,a', `${iso(0)},1`], { column: 'B' }, /no column b, only time, a/],
    ['an unknown label', ['time,a', `${iso(0)},1`], { where: new Map([['x', 'y']]) }, /no column x, only time, a/],
    ['no such row', ['time,a,x', `${iso(0)},1,z`], { where: new Map([['x', 'y']]) }, /no row has x=y/],
    ['two series', ['time,a,x', `${iso(0)},1,y`, `${iso(0)},1,z`], {}, /2 series; pick one: --where x=y; --where x=z$/],
    ['a ragged row', ['time,a', `${iso(0)},1,2`], {}, /row 2 has 3 fields, the header 2/],
    ['a time of another century', ['time,a', '1,1', '2,2', '4000000000,1'], { stepMs: 60_000 }, /lie too far apart/],
    [
      'less than a step',
      ['time,a', `${iso(0, 30)},1`, `${iso(0, 31)},1`],
      { stepMs: HOUR_MS },
      /not fill a single step/,
    ],
  ])('%s', (_, lines, change, problem) => {
    expect(() => read(lines, change)).toThrow(problem);
  });
});
