import { expect, it } from '@jest/globals';
import type { Rollup } from '../../rollup/types.ts';
import { loadColumn } from './load-column.ts';

const hour = 3_600_000;
const rollup = (startMs: number, mean: number | null) => ({ startMs, mean }) as Rollup;

it('puts loads where the history has their hours, and leaves the rest unknown', () => {
  const history = { values: new Float64Array(4), startMs: 10 * hour, stepMs: hour };
  const rollups = [
    rollup(9 * hour, 1),
    rollup(10 * hour, 2),
    rollup(12 * hour, null),
    rollup(13 * hour, 4),
    rollup(14 * hour, 5),
  ];
  expect([...loadColumn(rollups, history)]).toEqual([2, NaN, NaN, 4]);
});
