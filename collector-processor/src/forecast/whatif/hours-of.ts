import type { History } from '../types.ts';

const HOUR_MS = 3_600_000;

/** A history of shorter steps as the means of its whole hours, which limits are told for; others as they are. */
export function hoursOf<H extends Pick<History, 'values' | 'stepMs' | 'startMs'>>(history: H): H {
  const { values, stepMs, startMs } = history;
  const perHour = HOUR_MS / stepMs;
  if (!Number.isInteger(perHour) || perHour < 2) return history;
  const skipped = (((-startMs % HOUR_MS) + HOUR_MS) % HOUR_MS) / stepMs;
  const hours = Math.max(0, Math.floor((values.length - skipped) / perHour));
  const means = Float64Array.from({ length: hours }, (_, hour) => {
    const of = values
      .subarray(skipped + hour * perHour, skipped + (hour + 1) * perHour)
      .filter((value) => value === value);
    return of.length === 0 ? NaN : of.reduce((sum, value) => sum + value, 0) / of.length;
  });
  return { ...history, values: means, stepMs: HOUR_MS, startMs: startMs + skipped * stepMs };
}
