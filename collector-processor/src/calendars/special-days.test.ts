import { describe, expect, it } from '@jest/globals';
import { createDayFinder, specialDaysOf } from './special-days.ts';
import type { Calendar, CalendarEvent } from './types.ts';

const HOUR = 3_600_000;
const rules = { like: 'sunday', least: 0.15, most: 2.5 } as const;
const event = (summary: string, startMs: number, endMs: number, floating = true): CalendarEvent => ({
  summary,
  startMs,
  endMs,
  floating,
});
const newYear = event('New Year', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2));
const holidays: Calendar = { name: 'holidays', events: [newYear], ...rules };

describe('the special days of a watch', () => {
  it('begin at midnight where its people live', () => {
    const [day] = specialDaysOf([holidays], ['holidays'], 'America/New_York');
    expect(day).toMatchObject({
      startMs: Date.UTC(2026, 0, 1, 5),
      endMs: Date.UTC(2026, 0, 2, 5),
      calendar: 'holidays',
    });
  });

  it('have 23 hours when the clocks go forward', () => {
    const march29 = event('Clocks', Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 30));
    const [day] = specialDaysOf([{ ...holidays, events: [march29] }], ['holidays'], 'Europe/Berlin');
    expect(day!.endMs - day!.startMs).toBe(23 * HOUR);
  });

  it('are those of the calendars that it names, no others', () => {
    expect(specialDaysOf([holidays], ['sales'], 'UTC')).toEqual([]);
  });
});

describe('finding a special day', () => {
  const week = event('Sale', Date.UTC(2025, 11, 29), Date.UTC(2026, 0, 5), false);
  const find = createDayFinder(specialDaysOf([{ ...holidays, events: [week, newYear] }], ['holidays'], 'UTC'));

  it.each([
    ['before all', Date.UTC(2025, 11, 28), undefined],
    ['at its start', Date.UTC(2025, 11, 29), 'Sale'],
    ['inside another', Date.UTC(2026, 0, 1, 12), 'New Year'],
    ['after that one, in the longer', Date.UTC(2026, 0, 3), 'Sale'],
    ['at its end', Date.UTC(2026, 0, 5), undefined],
  ])('%s', (_, timeMs, summary) => {
    expect(find(timeMs)?.summary).toBe(summary);
  });

  it('finds none where there are none', () => {
    expect(createDayFinder([])(0)).toBeNull();
  });
});
