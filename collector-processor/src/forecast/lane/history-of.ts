import type { WatchSettings } from '../../measure/watch.ts';
import { normalValueOf } from '../../rollup/value-of.ts';
import type { Rollup } from '../../rollup/types.ts';
import type { History } from '../types.ts';

const HOUR_MS = 3_600_000;
/** The longest forecast. */
const AHEAD_MS = 30 * 24 * HOUR_MS;
/** Of less than this share of an hour nothing is known. */
const MIN_COVERED = 0.25;

/** Steps of a watch's long forecasts: hours, or its own steps where those are longer. */
export const longStepMs = ({ stepMs }: Pick<WatchSettings, 'stepMs'>): number => Math.max(HOUR_MS, stepMs);

/**
 * Hours as a regular history. What incidents and alarms cover, and what is missing, is left out of the mean of its hour;
 * an hour of which hardly anything is left is missing.
 *
 * @param rollups hours, oldest first
 * @param toMs hours that end later are not over
 * @returns null where there is none
 */
export function historyOf(rollups: readonly Rollup[], watch: WatchSettings, toMs: number): History | null {
  const over = rollups.filter(({ endMs }) => endMs <= toMs);
  const first = over[0];
  if (first === undefined) return null;
  const stepMs = longStepMs(watch);
  const indexOf = (startMs: number): number => Math.round((startMs - first.startMs) / stepMs);
  const values = new Float64Array(indexOf(over.at(-1)!.startMs) + 1).fill(NaN);
  for (const rollup of over) {
    const value = normalValueOf(watch.measure, rollup);
    if (value !== null && rollup.normalMs >= MIN_COVERED * stepMs) values[indexOf(rollup.startMs)] = value;
  }
  if (!values.some((value) => value === value)) return null;
  return {
    values,
    stepMs,
    startMs: first.startMs,
    timezone: watch.timezone,
    nonNegative: watch.nonNegative,
    holidays: holidaysOf(watch, first.startMs, toMs),
    ...(watch.measure === 'ratio' && { hardRange: { min: 0, max: 1 } }),
  };
}

/** Special days of a time and of what may be forecast after it. */
const holidaysOf = ({ specialDays = [] }: WatchSettings, fromMs: number, toMs: number): History['holidays'] =>
  specialDays
    .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs + AHEAD_MS)
    .map(({ startMs, endMs }) => ({ startMs, endMs }));
