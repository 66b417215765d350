const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;

/** Lengths of the seasons that a step can have, in steps. */
export interface Seasons {
  /** The shortest one: the day; of daily steps the week; 1 where there is none. */
  readonly short: number;
  /** The week, of steps shorter than a day; else null. */
  readonly week: number | null;
}

/** Which seasons steps of this length have. A step that does not divide its day or week evenly has none. */
export function seasonsOf(stepMs: number): Seasons {
  const day = DAY_MS / stepMs;
  if (Number.isInteger(day) && day > 1) return { short: day, week: DAYS_A_WEEK * day };
  const week = (DAYS_A_WEEK * DAY_MS) / stepMs;
  return { short: Number.isInteger(week) && week > 1 ? week : 1, week: null };
}
