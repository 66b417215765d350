import type { Alarms, Case } from './types.ts';

const MINUTES_A_WEEK = 7 * 1440;
/** Minute from which alarms count. What comes before is learned from; the other system, too, looks back a week. */
export const SCORED_FROM = 8 * 1440;
/** Alarms so soon after a trouble still belong to it. */
const AFTERMATH = 60;
/** Alarms this near each other are one. */
const SAME_ALARM = 5;

export interface Judgement {
  /** Minutes from the trouble's first step to the first alarm in it; null = none came, or there was no trouble. */
  readonly firstAlarm: number | null;
  /** Share of the trouble's steps that were alarmed; NaN without a trouble. */
  readonly share: number;
  /** Alarms outside the trouble a week. */
  readonly falseAlarmsPerWeek: number;
  readonly class: string;
}

/** How well the alarms fit the case. */
export function judge({ values, trouble }: Case, alarms: Alarms): Judgement {
  const { alarmed } = alarms;
  const [from, to] = trouble ?? [values.length, values.length];
  const during = alarmed.subarray(from, to);
  const first = during.indexOf(1);
  const before = episodes(alarmed.subarray(SCORED_FROM, from));
  const after = trouble === null ? 0 : episodes(alarmed.subarray(to + AFTERMATH));
  const quietMinutes = from - SCORED_FROM + Math.max(0, values.length - to - AFTERMATH);
  return {
    firstAlarm: first < 0 ? null : first,
    share: during.reduce((sum, on) => sum + on, 0) / during.length,
    falseAlarmsPerWeek: ((before + after) * MINUTES_A_WEEK) / quietMinutes,
    class: alarms.class,
  };
}

function episodes(alarmed: Uint8Array): number {
  let count = 0;
  let last = -Infinity;
  alarmed.forEach((on, step) => {
    if (on === 0) return;
    if (step - last > SAME_ALARM) count++;
    last = step;
  });
  return count;
}
