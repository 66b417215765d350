import { describe, expect, it } from '@jest/globals';
import { TYPICAL_SHARES } from '../../../src/measure/watch.ts';
import { measure, weeksOf } from './measure.ts';
import { cleanSeries } from './series.ts';

const DAYS = 11;
const HARDEST = [
  'noise that grows fivefold',
  'level wanders by 10 % within an hour',
  'traffic, weekends at a quarter',
  'traffic, one in two minutes',
  'traffic, steps of 5 minutes',
];

describe('the typical range holds what it says, in every week from the second day on', () => {
  it.each(TYPICAL_SHARES)('%d of normal steps', (typical) => {
    for (const series of cleanSeries(DAYS, 21, HARDEST)) {
      const { worst } = weeksOf(measure(series, { typical, falseAlarmsPerWeek: 1 }), series.stepMs, typical);
      // A point, and the step that a week is not divided by.
      expect({ kind: series.name, off: Math.abs(worst - typical) <= 0.0105 }).toEqual({ kind: series.name, off: true });
    }
  });
});

describe('heavy tails', () => {
  it.each([
    ['flat, Student noise (4 degrees)', 20, 1],
    ['flat, Laplace noise', 5, 0],
  ])('%s: %d steps and %d incidents a week at a budget of one, at most', (kind, steps, incidents) => {
    const weeks = 5;
    for (const series of cleanSeries(7 * weeks + 1, 1, [kind])) {
      const { alarms, opened } = measure(series, { typical: 0.95, falseAlarmsPerWeek: 1 });
      expect(alarms / weeks).toBeLessThanOrEqual(steps);
      expect(opened.length / weeks).toBeLessThanOrEqual(incidents);
    }
  });
});

describe('weeksOf', () => {
  const HOUR_MS = 3_600_000;
  /** Eighteen days of hours, of which those of the tenth day lie outside. */
  const inside = Uint8Array.from({ length: 18 * 24 }, (_, hour) => (hour >= 9 * 24 && hour < 10 * 24 ? 0 : 1));

  it('finds the week that is farthest off, and how many are not', () => {
    const counted = new Uint8Array(inside.length).fill(1);
    const weeks = weeksOf({ inside, counted, opened: [], alarms: 0 }, HOUR_MS, 1);
    expect(weeks.worst).toBeCloseTo(6 / 7);
    expect(weeks.day).toBeGreaterThanOrEqual(3);
    expect(weeks.mean).toBeCloseTo(17 / 18);
    expect(weeks.within).toBeGreaterThan(0);
    expect(weeks.within).toBeLessThan(0.5);
  });

  it('leaves out steps that do not count', () => {
    const weeks = weeksOf({ inside, counted: inside, opened: [], alarms: 0 }, HOUR_MS, 1);
    expect(weeks).toMatchObject({ worst: 1, mean: 1, within: 1 });
  });
});
