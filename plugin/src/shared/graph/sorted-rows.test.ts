import { describe, expect, it } from '@jest/globals';
import { SortOrder } from '@grafana/schema';
import type { PointRow } from '../view/point-model';
import { sortedRows } from './sorted-rows';
import { stateText, whyText } from './why';

const row = (group: number, value: number | null, change: Partial<PointRow> = {}): PointRow => ({
  ...{ group, name: `s${group}`, value, expected: null, lower: null, upper: null, score: null },
  ...{ typicalLower: null, typicalUpper: null, state: 'normal' },
  ...change,
});
const rows = [row(0, 2), row(1, null), row(2, 9), row(3, 1)];
const order = (sort: SortOrder, focused: number | null = null) =>
  sortedRows(rows, sort, focused).map((one) => one.group);

describe('sortedRows', () => {
  it.each<[SortOrder, number | null, number[]]>([
    [SortOrder.None, null, [0, 1, 2, 3]],
    [SortOrder.None, 2, [2, 0, 1, 3]],
    [SortOrder.Ascending, null, [3, 0, 2, 1]],
    [SortOrder.Descending, null, [2, 0, 3, 1]],
    [SortOrder.Descending, 1, [1, 2, 0, 3]],
  ])('%s, with %s under the pointer', (sort, focused, expected) => {
    expect(order(sort, focused)).toEqual(expected);
  });
});

describe('whyText', () => {
  const format = (value: number) => `${value} req/s`;
  it.each<[Partial<PointRow>, string | null]>([
    [{ state: 'anomalous', value: 90, upper: 51 }, '39 req/s above the upper limit'],
    [{ state: 'anomalous', value: 10, lower: 31, upper: 51 }, '21 req/s below the lower limit'],
    [{ state: 'absent', value: null, expected: 43 }, 'nothing came where 43 req/s were expected'],
    [{ state: 'learning' }, 'too little history to alarm yet'],
    [{ state: 'held' }, 'kept out of learning until the incident ends'],
    [{ state: 'normal' }, null],
  ])('%j: %s', (change, expected) => {
    expect(whyText(row(0, 40, change), format)).toBe(expected);
  });

  it('has nothing to say of a step that nobody judged', () => {
    expect(stateText('unjudged')).toBeNull();
  });
});
