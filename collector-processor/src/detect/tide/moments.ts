import { createDayFinder } from '../../calendars/special-days.ts';
import { WEEKDAYS } from '../../calendars/types.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import { createCivilClock } from '../civil-time.ts';
import { momentAt, type Moment } from './moment.ts';
import { ditherOf } from './share.ts';

/** After a special day the level comes back to what it was, the slow part of it within hours: until then values may lie as on that day. */
const RETURN_MS = 9 * 3_600_000;

/** The middle of a step, by what clocks and calendars show there. */
export function createMoments({
  stepMs,
  timezone,
  specialDays = [],
}: Pick<WatchSettings, 'stepMs' | 'timezone' | 'specialDays'>): (stepStartMs: number) => Moment {
  const clock = createCivilClock(timezone);
  const findDay = createDayFinder(specialDays);
  return (stepStartMs) => {
    const timeMs = stepStartMs + stepMs / 2;
    const hourOfWeek = clock.hourOfWeek(timeMs);
    const dither = ditherOf(Math.floor(timeMs / stepMs));
    const day = findDay(timeMs);
    if (day === null)
      return momentAt(hourOfWeek, specialDays.length === 0 ? null : findDay(timeMs - RETURN_MS), dither);
    return momentAt(day.like === null ? hourOfWeek : WEEKDAYS.indexOf(day.like) * 24 + (hourOfWeek % 24), day, dither);
  };
}
