import type { SeriesForecast } from '../forecast/lane/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { labelsKey } from '../series/labels.ts';
import type { Labels } from '../series/types.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { nextWarning, type MaintenanceWarning } from './warning.ts';

export interface MaintenanceOptions {
  readonly store: Pick<Store, 'saveWarning' | 'warnings'>;
  readonly clock: () => number;
  readonly telemetry: Telemetry;
}

/** Opens, goes on with and closes warnings as outlooks come; those that were open when the process ended go on. */
export function createMaintenance({ store, clock, telemetry }: MaintenanceOptions) {
  const open = new Map<string, MaintenanceWarning>();
  const keyOf = (watch: string, labels: Labels): string => `${watch}\n${labelsKey(labels)}`;
  for (const warning of store.warnings({ status: 'open', limit: 100_000 })) {
    open.set(keyOf(warning.watch, warning.labels), warning);
  }
  telemetry.observe('tidemark.maintenance.open', () => open.size);

  /** A new forecast of a series: what it means for its limit. */
  return function consider(
    watch: WatchSettings,
    labels: Labels,
    made: Pick<SeriesForecast, 'limit'>,
    reachedAtMs: number | null,
    nowMs: number = clock(),
  ): void {
    if (watch.limit === undefined || made.limit === null) return;
    const { name, unit, timezone, limit } = watch;
    const key = keyOf(name, labels);
    const before = open.get(key) ?? null;
    const subject = { watch: name, unit, timezone, labels, limit };
    const warning = nextWarning(before, subject, made.limit, reachedAtMs, nowMs);
    if (warning === null) return;
    if (warning.closedMs === null) open.set(key, warning);
    else open.delete(key);
    store.saveWarning(warning);
    const event = warning.closedBecause ?? (before === null ? 'opened' : null);
    if (event !== null) telemetry.count('tidemark.maintenance.warnings', 1, { watch: name, event });
  };
}
