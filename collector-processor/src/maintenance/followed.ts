import type { WatchSettings } from '../measure/watch.ts';
import type { Engine } from '../pipeline/types.ts';
import type { Labels } from '../series/types.ts';
import type { Store } from '../store/index.ts';

export interface FollowedOptions {
  readonly engine: Pick<Engine, 'watches' | 'lastStepMs'>;
  readonly store: Pick<Store, 'findSeries' | 'lastValueMs'>;
}

/** A series without a value for so long is gone, as it is for its incidents. */
const GONE_MS = 7 * 86_400_000;

/** Whether anybody will see how a series goes on: its watch, while there is one and the series has values; else null. */
export function createFollowed({ engine, store }: FollowedOptions) {
  return function followed(name: string, labels: Labels): WatchSettings | null {
    const watch = engine.watches().find((one) => one.name === name);
    const series = store.findSeries(name, labels);
    if (watch === undefined || series === undefined) return null;
    const lastStepMs = engine.lastStepMs(name);
    const lastValueMs = store.lastValueMs(series.id);
    // Before the first step of a process nothing is known of its silence.
    const silent = lastStepMs !== null && (lastValueMs === null || lastStepMs - lastValueMs >= GONE_MS);
    return silent ? null : watch;
  };
}

export type Followed = ReturnType<typeof createFollowed>;
