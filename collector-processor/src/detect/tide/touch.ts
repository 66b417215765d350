import { DAY as DAY_PROFILE, F as FIELDS, RECORD as RECORD_FLOATS, WEEK as WEEK_PROFILE } from './layout.ts';
import type { Moment } from './moment.ts';
import { shortOf } from './profile.ts';
import type { Slab } from './slab.ts';

const DAY = DAY_PROFILE;
const WEEK = WEEK_PROFILE;
/** Lengths in int16, as which the records are read here. */
const RECORD = 2 * RECORD_FLOATS;
const HEAD = 2 * FIELDS.day;
const CACHE_LINE = 32;

/** So many records are touched at once: their lines fit into the fastest cache, and are more than it can wait for at a time. */
export const TOUCHED_ROWS = 8;

const seen = new Int16Array(1);

/**
 * Reads a number of each cache line that scoring the next `count` records needs. One after another they would be waited for a
 * dozen times a row, each time with a row's arithmetic behind it; together they are waited for at once (decisions/3201).
 *
 * @param o offset of the first record, in floats
 */
export function touchRecords({ short }: Slab, o: number, count: number, { day, week }: Moment): void {
  const end = 2 * o + count * RECORD;
  const dayLeft = shortOf(DAY.at, day.left);
  const weekLeft = shortOf(WEEK.at, week.left);
  let all = 0;
  for (let at = 2 * o; at < end; at += RECORD) {
    for (let i = 0; i < HEAD; i += CACHE_LINE) all ^= short[at + i]!;
    all ^= short[at + dayLeft]! ^ short[at + weekLeft]!;
  }
  // What nobody uses would not be read.
  seen[0] = all;
}
