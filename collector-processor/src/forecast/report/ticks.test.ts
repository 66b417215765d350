import { describe, expect, it } from '@jest/globals';
import { dayTicks, valueTicks } from './ticks.ts';

describe('ticks', () => {
  it.each([
    [0, 100, 5, [0, 20, 40, 60, 80, 100]],
    [0.12, 0.31, 4, [0.15, 0.2, 0.25, 0.3]],
    [-7, 7, 3, [-5, 0, 5]],
    [3, 3, 4, [3]],
  ])('of values from %d to %d', (low, high, count, ticks) => {
    expect(valueTicks(low, high, count)).toEqual(ticks);
  });

  it('of days are midnights of the time zone, through a clock change', () => {
    const at = (text: string): number => Date.parse(text);
    const ticks = dayTicks(at('2026-10-23T12:00:00Z'), at('2026-10-27T12:00:00Z'), 9, 'Europe/Berlin');
    expect(ticks.map((timeMs) => new Date(timeMs).toISOString().slice(0, 16))).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      '2026-10-26T23:00',
    ]);
    expect(dayTicks(0, 30 * 86_400_000, 10, 'UTC')).toHaveLength(11);
  });
});
