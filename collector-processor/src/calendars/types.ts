/** Days of a week as civil time counts them here: hours since Monday 00:00 start with the first. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** One occurrence of what an iCal file tells. */
export interface CalendarEvent {
  readonly summary: string;
  /**
   * ms since the epoch; where `floating`, what the wall clock shows, as if it were UTC: a holiday begins at midnight wherever
   * one lives.
   */
  readonly startMs: number;
  readonly endMs: number;
  readonly floating: boolean;
}

/** What is expected of the days of a calendar. */
export interface DayRules {
  /** The weekday that they are compared with; null: the one that they are. */
  readonly like: Weekday | null;
  /** How far they may lie from the expected value without an alarm, as shares of it. */
  readonly least: number;
  readonly most: number;
}

/** A calendar as the configuration names it. */
export interface Calendar extends DayRules {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
}

/** A time that is not like others, in a watch's own time zone. Plain data: it goes to worker threads. */
export interface SpecialDay extends DayRules {
  readonly startMs: number;
  readonly endMs: number;
  readonly summary: string;
  readonly calendar: string;
}
