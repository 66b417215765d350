import { HISTORY_MS } from '../forecast/lane/lane.ts';
import { historyOf } from '../forecast/lane/history-of.ts';
import { reachedAt } from '../forecast/lane/reached-at.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Store } from '../store/index.ts';
import type { createMaintenance } from './keeper.ts';
import { timeToLimit } from './time-to-limit.ts';

export interface LookBackOptions {
  readonly store: Pick<Store, 'series' | 'rollups'>;
  readonly consider: ReturnType<typeof createMaintenance>['consider'];
}

const HOUR_MS = 3_600_000;
/** Moments that are looked at lie so far apart at least. */
const EVERY_MS = 6 * HOUR_MS;
/** No more outlooks than this: each takes some fifty milliseconds. */
const MOST_OUTLOOKS = 200;

/**
 * What would have been warned of while a history that was just replayed went on, and what became of it: the same outlooks
 * and the same rules as live, each told nothing but what was known at its moment.
 *
 * @param fromMs, toMs the history
 */
export async function lookBack(
  { store, consider }: LookBackOptions,
  watches: readonly WatchSettings[],
  fromMs: number,
  toMs: number,
): Promise<void> {
  const limited = watches.flatMap((watch) =>
    watch.limit === undefined ? [] : store.series(watch.name).map((series) => ({ watch, series })),
  );
  if (limited.length === 0 || !(toMs > fromMs)) return;
  const everyMs = Math.max(EVERY_MS, Math.ceil(((toMs - fromMs) * limited.length) / MOST_OUTLOOKS));
  for (const { watch, series } of limited) {
    const rollups = store.rollups(series, 'hour', fromMs - HISTORY_MS, toMs);
    for (let nowMs = fromMs + everyMs; nowMs <= toMs; nowMs += everyMs) {
      const known = rollups.filter(({ endMs }) => endMs <= nowMs);
      const history = historyOf(known, watch, nowMs);
      if (history === null) continue;
      const limit = timeToLimit(history, watch.limit!, history.hardRange?.max);
      consider(watch, series.labels, { limit }, reachedAt(known, watch, nowMs), nowMs);
      // Health checks and Ctrl-C get a turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
