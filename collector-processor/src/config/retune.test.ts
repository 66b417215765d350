import { describe, expect, it } from '@jest/globals';
import type { Calendar } from '../calendars/types.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { settingsOf } from './load-config.ts';
import { retune } from './retune.ts';

const DAY = 86_400_000;
const calendarOf = (name: string, day: number): Calendar => ({
  ...{ name, like: 'sunday', least: 0.15, most: 2.5 },
  events: [{ summary: name, startMs: day * DAY, endMs: (day + 1) * DAY, floating: true }],
});
const calendars = [calendarOf('holidays', 20_000), calendarOf('sales', 20_100)];
const requests = settingsOf({}).watches.find(({ name }) => name === 'requests')!;

function retuned(given: Parameters<typeof retune>[1], watch = requests): WatchDefinition {
  const result = retune(watch, given, calendars);
  if (result.status !== 'ok') throw new Error(JSON.stringify(result.problems));
  return result.definition;
}
const starts = ({ specialDays = [] }: WatchDefinition): number[] => specialDays.map(({ startMs }) => startMs);

describe('a watch turned otherwise for a trial', () => {
  it('takes what is given and keeps the rest', () => {
    const watch = retuned({ direction: 'down', min_change: { relative: 0.3 } });
    expect(watch).toMatchObject({ direction: 'down', minChange: { absolute: 0.05, relative: 0.3 }, timezone: 'UTC' });
  });

  it('takes calendars by name, and its own along to another time zone', () => {
    const holidays = retuned({ calendars: ['holidays'] });
    expect(starts(holidays)).toEqual([20_000 * DAY]);
    expect(starts(retuned({ timezone: 'Asia/Tokyo' }, holidays))).toEqual([20_000 * DAY - 9 * 3_600_000]);
    expect(starts(retuned({ calendars: [] }, holidays))).toEqual([]);
  });

  it('refuses a calendar that is not there', () => {
    expect(retune(requests, { calendars: ['holidays', 'hollidays'] }, calendars)).toEqual({
      status: 'invalid',
      problems: [
        {
          path: 'calendars[1]',
          message: "'hollidays' is not the name of one of `calendars` (there are holidays, sales)",
        },
      ],
    });
  });

  it('refuses what a trial does not look at, instead of passing over it', () => {
    const given = { step: '5m', detector: 'lof' as const, forecast: { horizon: ['1h'] }, limit: { value: 5 } };
    const refused = retune(requests, given, calendars);
    if (refused.status === 'ok') throw new Error('it was taken');
    expect(refused.problems.map(({ path }) => path)).toEqual(['step', 'detector', 'forecast', 'limit']);
    expect(refused.problems[3]!.message).toContain('/api/v1/forecast/whatif');
  });
});
