import type { WatchSettings } from '../../measure/watch.ts';
import type { Labels } from '../../series/types.ts';
import type { Store } from '../../store/index.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import type { Followed } from '../followed.ts';
import { createOpenWarnings, expired, MOST_OPEN } from '../open-warnings.ts';
import { nextDegradation, type DegradationWarning } from './degradation-warning.ts';
import { loadOf } from './load-of.ts';
import { shareMore } from './share-more.ts';
import type { Degradation } from './types.ts';

export interface DegradationKeeperOptions {
  readonly store: Pick<Store, 'saveDegradation' | 'degradations'>;
  readonly followed: Followed;
  readonly clock: () => number;
  readonly telemetry: Telemetry;
}

/** Opens, goes on with and closes warnings of services that became worse than their load explains. */
export function createDegradationKeeper({ store, followed, clock, telemetry }: DegradationKeeperOptions) {
  const open = createOpenWarnings({
    stored: store.degradations({ status: 'open', limit: MOST_OPEN }),
    save: store.saveDegradation,
    ...{ telemetry, prefix: 'tidemark.degradation' },
  });

  /** Whether both the series and its load are still there to be compared. */
  function look(warning: DegradationWarning): DegradationWarning | null {
    const watch = followed(warning.watch, warning.labels);
    const load = watch === null ? null : loadOf(watch, warning.labels);
    return load === null || followed(load.watch, load.labels) === null ? expired(warning, clock()) : null;
  }

  return {
    review: () => open.review(look),
    /** Of a watch that is gone, or is another one under its name. */
    expire: (watch: string) => open.expire(watch, clock()),
    consider(watch: WatchSettings, labels: Labels, found: Degradation | null): void {
      if (found === null) return;
      const warning = nextDegradation(open.of(watch.name, labels), { ...watch, labels }, found, clock());
      if (warning !== null) open.keep(warning);
    },
    /** By what share a series is worse than it was at the same load; 0 where nothing is told of it. */
    shareOf({ watch, labels }: { readonly watch: string; readonly labels: Labels }): number {
      const warning = open.of(watch, labels);
      return warning === null ? 0 : shareMore(warning.before, warning.now);
    },
  };
}
