import type { WatchSettings } from '../../measure/watch.ts';
import { labelsKey } from '../../series/labels.ts';
import type { Labels } from '../../series/types.ts';
import type { Store } from '../../store/index.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import { nextDegradation, type DegradationWarning } from './degradation-warning.ts';
import { shareMore } from './share-more.ts';
import type { Degradation } from './types.ts';

export interface DegradationKeeperOptions {
  readonly store: Pick<Store, 'saveDegradation' | 'degradations'>;
  readonly clock: () => number;
  readonly telemetry: Telemetry;
}

/** Opens, goes on with and closes warnings of services that became worse than their load explains. */
export function createDegradationKeeper({ store, clock, telemetry }: DegradationKeeperOptions) {
  const open = new Map<string, DegradationWarning>();
  const keyOf = (watch: string, labels: Labels): string => `${watch}\n${labelsKey(labels)}`;
  for (const warning of store.degradations({ status: 'open', limit: 100_000 })) {
    open.set(keyOf(warning.watch, warning.labels), warning);
  }
  telemetry.observe('tidemark.degradation.open', () => open.size);

  return {
    consider(watch: WatchSettings, labels: Labels, found: Degradation | null): void {
      if (found === null) return;
      const key = keyOf(watch.name, labels);
      const before = open.get(key) ?? null;
      const warning = nextDegradation(before, { ...watch, labels }, found, clock());
      if (warning === null) return;
      if (warning.closedMs === null) open.set(key, warning);
      else open.delete(key);
      store.saveDegradation(warning);
      const event = warning.closedBecause ?? (before === null ? 'opened' : null);
      if (event !== null) telemetry.count('tidemark.degradation.warnings', 1, { watch: watch.name, event });
    },
    /** By what share a series is worse than it was at the same load; 0 where nothing is told of it. */
    shareOf({ watch, labels }: { readonly watch: string; readonly labels: Labels }): number {
      const warning = open.get(keyOf(watch, labels));
      return warning === undefined ? 0 : shareMore(warning.before, warning.now);
    },
  };
}
