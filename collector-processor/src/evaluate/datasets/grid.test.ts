import { describe, expect, it } from '@jest/globals';
import { completeGrid } from './grid.ts';

const rows = (timeMs: number[], values: number[], labels: number[]) => ({
  timeMs: Float64Array.from(timeMs),
  values: Float64Array.from(values),
  labels: Uint8Array.from(labels),
});

describe('completeGrid', () => {
  it('puts missing timestamps in as missing values with label 0', () => {
    const grid = completeGrid(rows([60_000, 120_000, 300_000], [1, 2, 3], [1, 1, 1]), 60_000)!;
    expect(grid.startMs).toBe(60_000);
    expect([...grid.values]).toEqual([1, 2, NaN, NaN, 3]);
    expect([...grid.labels]).toEqual([1, 1, 0, 0, 1]);
    expect([...grid.stepOfRow]).toEqual([0, 1, 4]);
  });

  it('aligns to the epoch, and joins rows of one step by their mean', () => {
    const grid = completeGrid(rows([65_000, 115_000, 130_000], [1, 3, NaN], [0, 1, 0]), 60_000)!;
    expect([grid.startMs, [...grid.values], [...grid.labels]]).toEqual([60_000, [2, NaN], [1, 0]]);
  });

  it('takes a row out of order to its own step', () => {
    expect([...completeGrid(rows([60_000, 0], [1, 2], [0, 0]), 60_000)!.values]).toEqual([2, 1]);
  });

  it('refuses times that lie years apart', () => {
    expect(completeGrid(rows([0, 60_000, 1e12], [1, 2, 3], [0, 0, 0]), 60_000)).toBeNull();
  });
});
