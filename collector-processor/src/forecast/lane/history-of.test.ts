import { describe, expect, it } from '@jest/globals';
import { watch } from '../../../test/scenarios/run.ts';
import type { SpecialDay } from '../../calendars/types.ts';
import type { Rollup } from '../../rollup/types.ts';
import { historyOf } from './history-of.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const day = (at: number): SpecialDay => ({
  ...{ startMs: at * DAY, endMs: (at + 1) * DAY, summary: '', calendar: 'a', like: null, least: 0, most: 1 },
});

const hour = (at: number, value: number): Rollup => ({
  ...{ startMs: at * HOUR, endMs: (at + 1) * HOUR, presentMs: HOUR, normalMs: HOUR },
  ...{ mean: value, min: value, max: value, normalMean: value, normalMax: value },
});

describe('historyOf', () => {
  it('knows the special days of its time and of the month after it, no others', () => {
    const settings = watch({ specialDays: [day(1), day(100), day(120), day(200)] });
    const hours = Array.from({ length: 24 }, (_, at) => hour(100 * 24 + at, 5));
    expect(historyOf(hours, settings, 101 * DAY)?.holidays).toEqual([
      { startMs: 100 * DAY, endMs: 101 * DAY },
      { startMs: 120 * DAY, endMs: 121 * DAY },
    ]);
  });
});
