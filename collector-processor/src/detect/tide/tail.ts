import { F as FIELDS } from './layout.ts';
import { isSigned } from './sign.ts';

const F = FIELDS;

/** An excess is small below so many times the plain limit. */
const SMALL = 1.4;
/** What a larger one, and an incident that opens, takes off the count. */
const LARGE_COUNTS = 1;
const INCIDENT_COUNTS = 3;
/** The count is of so many days. */
const MEMORY_HOURS = 120;
const WEEK_HOURS = 168;
/** From so many times the budget on limits widen: by a twentieth for one more small excess a week, up to a half. */
const OVERRUN = 5;
const WIDER_FOR_ONE = 0.05;
const MOST_WIDER = 0.5;
/** The count is the fraction of a field whose whole part is the sign (sign.ts): so many are 1. */
const WHOLE = 128;

/** How limits follow what alarms by itself. */
export interface TailRules {
  /** Share of the count that a step leaves. */
  readonly kept: number;
  /** Of the count: widening for one, and where it begins. */
  readonly widerForOne: number;
  readonly from: number;
}

export function tailRules(stepHours: number, falseAlarmsPerWeek: number): TailRules {
  const weekly = WEEK_HOURS / MEMORY_HOURS;
  return {
    kept: Math.max(0, 1 - stepHours / MEMORY_HOURS),
    widerForOne: WIDER_FOR_ONE * weekly,
    from: (OVERRUN * falseAlarmsPerWeek) / weekly,
  };
}

/** Small excesses of the last days, less what counts against them: about 0 but for a heavy tail. */
export function excessesOf(state: Float32Array, o: number): number {
  const signed = state[o + F.signed]!;
  return WHOLE * (signed >= 1 ? signed - 1 : signed);
}

/**
 * How many times as far as for all the limits of this series lie, 1 to 1.5. Heavy-tailed noise passes a limit often and by
 * little; incidents, by much, or they last. So what is small and alone is counted, the rest counts against it; a series that has far
 * more of it than its budget has wider limits (docs/decisions/4202).
 */
export function widerBy(state: Float32Array, o: number, { widerForOne, from }: TailRules): number {
  const beyond = excessesOf(state, o) - from;
  return beyond > 0 ? 1 + Math.min(MOST_WIDER, widerForOne * beyond) : 1;
}

/**
 * Takes a step into the count.
 *
 * @param excess score by the limits that are for all; 0 where the step is no first alarm by its value
 * @param opened whether an incident of single values has opened
 */
export function learnTail(state: Float32Array, o: number, excess: number, opened: boolean, { kept }: TailRules): void {
  const before = excessesOf(state, o);
  if (before === 0 && !(excess > 1)) return;
  let count = before * kept;
  if (opened) count -= INCIDENT_COUNTS;
  if (excess > 1) count += excess < SMALL ? 1 : -LARGE_COUNTS;
  const bounded = Math.min(WHOLE - 1, Math.max(0, count));
  state[o + F.signed] = (isSigned(state, o) ? 1 : 0) + bounded / WHOLE;
}
