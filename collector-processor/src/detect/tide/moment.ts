import type { DayRules } from '../../calendars/types.ts';
import { COARSE_SLOTS, DAY_SLOTS, WEEK_SLOTS } from './layout.ts';

/** Where an instant stands among the slots of a season. */
export interface Place {
  /** The slot it lies in. */
  readonly slot: number;
  /** Of the slots around: the two whose centres it lies between, and one beyond each. */
  readonly before: number;
  readonly left: number;
  readonly right: number;
  readonly after: number;
  /** How far from the left centre to the right one, 0 to 1. */
  readonly share: number;
}

/** An instant as all rows of a step see it: worked out once a step, not once a row. */
export interface Moment {
  /** Civil time, hours since Monday 00:00, fractional. */
  readonly hourOfWeek: number;
  /** 0 ≤ hourOfDay < 24, fractional; and whole. */
  readonly hourOfDay: number;
  readonly hour: number;
  readonly coarseSlot: number;
  readonly day: Place;
  readonly week: Place;
  /** On a special day, and shortly after it: how far it may lie from what is expected. It teaches nothing. */
  readonly special: Freedom | null;
  /** See share.ts. */
  readonly dither: number;
}

/** How far values may lie from the expected one without an alarm, as shares of it. */
export type Freedom = Pick<DayRules, 'least' | 'most'>;

/** @param hourOfWeek 0 ≤ hourOfWeek < 168 */
export function momentAt(hourOfWeek: number, special: Freedom | null = null, dither = 0.5): Moment {
  const hourOfDay = hourOfWeek % 24;
  const hour = Math.floor(hourOfDay);
  return {
    hourOfWeek,
    hourOfDay,
    hour,
    coarseSlot: Math.floor(hour / (24 / COARSE_SLOTS)),
    day: placeAt(hourOfDay, DAY_SLOTS / 24, DAY_SLOTS),
    week: placeAt(hourOfWeek, WEEK_SLOTS / 168, WEEK_SLOTS),
    special,
    dither,
  };
}

function placeAt(hour: number, slotsPerHour: number, slots: number): Place {
  const centre = hour * slotsPerHour - 0.5;
  const left = Math.floor(centre);
  const onCircle = (slot: number): number => (slot + slots) % slots;
  return {
    slot: Math.floor(hour * slotsPerHour),
    before: onCircle(left - 1),
    left: onCircle(left),
    right: onCircle(left + 1),
    after: onCircle(left + 2),
    share: centre - left,
  };
}
