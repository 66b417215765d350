import type { WatchSettings } from '../../measure/watch.ts';
import type { Rollup } from '../../rollup/types.ts';
import { valueOf } from '../../rollup/value-of.ts';

const DAY_MS = 86_400_000;

/**
 * Start of the first hour of the last day at or past the watch's limit; null: there is none. The hour under way counts where
 * its highest step does, which only grows; a mean is one when its hour is over.
 */
export function reachedAt(rollups: readonly Rollup[], { limit, measure }: WatchSettings, nowMs: number): number | null {
  if (limit === undefined) return null;
  const atOnce = measure === 'max' && limit.direction === 'up';
  const past = rollups.find((rollup) => {
    if (rollup.startMs < nowMs - DAY_MS || (rollup.endMs > nowMs && !atOnce)) return false;
    const value = valueOf(measure, rollup);
    return value !== null && (limit.direction === 'up' ? value >= limit.value : value <= limit.value);
  });
  return past?.startMs ?? null;
}
