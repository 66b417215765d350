import { countNoise } from './count-noise.ts';
import { deviation } from './deviation.ts';
import { C as FIELDS } from './layout.ts';
import { beyondRecord, RECENT_HOURS } from './records.ts';

const C = FIELDS;

/** What the channel remembers: level, spreads, and the largest scores, which fade. Hours. */
const MEMORY_HOURS = 720;
/** After a change was told nothing more is told for so long: it is the same one. Hours. */
const QUIET_HOURS = 12;
/** What a score is at the limit: spreads from the level; usual distances of a new record from the old one. */
const DEVIATION_LIMIT = 2.8;
const RECORD_LIMIT = 11.5;
/** What goes on after a change was told scores at most this. */
const MOST_QUIET = 0.5;

/** What is new about a step. Reused between calls, so that the hot loop allocates nothing. */
export interface Novelty {
  /** 0 = nothing new, > 1 = tell it. */
  score: number;
  direction: -1 | 0 | 1;
  /** The recent mean is what is new, not a single value. */
  lasting: boolean;
}

export const createNovelty = (): Novelty => ({ score: 0, direction: 0, lasting: false });

/**
 * Says whether a step shows what has not been seen for a month: a value further from the level than any, or a mean of
 * two hours beyond the records of its time of the day. Each is told once.
 *
 * @param o offset of the channel's fields
 * @param value NaN = absent: nothing new, time passes
 * @param minChange what a distance from the level must reach: an absolute number, and a share of the level
 * @param unit value of one counted event, 0 where values are no counts
 */
export function followNovelty(
  state: Float32Array,
  o: number,
  value: number,
  minChange: { readonly absolute: number; readonly relative: number },
  unit: number,
  hourOfDay: number,
  stepHours: number,
  out: Novelty,
): void {
  const fade = 1 - stepHours / MEMORY_HOURS;
  state[o + C.deviationSeen]! *= fade;
  state[o + C.recordSeen]! *= fade;
  const quiet = Math.max(0, state[o + C.quiet]! - 1);
  state[o + C.quiet] = quiet;
  out.score = 0;
  out.direction = 0;
  out.lasting = false;
  if (value !== value) return;

  const count = (state[o + C.count]! += 1);
  const rate = Math.max(stepHours / MEMORY_HOURS, 1 / count);
  const level = count === 1 ? value : state[o + C.level]!;
  const deviated = deviation(state, o, value, rate) / DEVIATION_LIMIT;
  const least = Math.max(minChange.absolute, minChange.relative * Math.abs(level));
  if (Math.abs(value - level) >= Math.max(least, countNoise(level, unit)))
    take(state, o + C.deviationSeen, deviated, false, out);
  const beyond = beyondRecord(state, o, value, hourOfDay, stepHours, rate) / RECORD_LIMIT;
  const recentUnit = unit * Math.min(1, stepHours / RECENT_HOURS);
  if (Math.abs(state[o + C.recent]! - level) >= Math.max(least, countNoise(level, recentUnit)))
    take(state, o + C.recordSeen, beyond, true, out);

  if (out.score <= 1) return;
  if (quiet > 0) out.score = MOST_QUIET;
  else state[o + C.quiet] = Math.ceil(QUIET_HOURS / stepHours);
}

/** A score counts where it exceeds all that are remembered. */
function take(state: Float32Array, seen: number, signed: number, lasting: boolean, out: Novelty): void {
  const score = Math.abs(signed);
  if (score <= state[seen]!) return;
  state[seen] = score;
  if (score <= out.score) return;
  out.score = score;
  out.direction = signed < 0 ? -1 : 1;
  out.lasting = lasting;
}
