import type { SeriesForecast } from '../forecast/lane/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Labels } from '../series/types.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { createOpenWarnings, MOST_OPEN } from './open-warnings.ts';
import { nextWarning } from './warning.ts';

export interface MaintenanceOptions {
  readonly store: Pick<Store, 'saveWarning' | 'warnings'>;
  readonly clock: () => number;
  readonly telemetry: Telemetry;
}

/** Opens, goes on with and closes warnings as outlooks come. */
export function createMaintenance({ store, clock, telemetry }: MaintenanceOptions) {
  const open = createOpenWarnings({
    stored: store.warnings({ status: 'open', limit: MOST_OPEN }),
    save: store.saveWarning,
    ...{ telemetry, prefix: 'tidemark.maintenance' },
  });

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
    const subject = { watch: name, unit, timezone, labels, limit };
    const warning = nextWarning(open.of(name, labels), subject, made.limit, reachedAtMs, nowMs);
    if (warning !== null) open.keep(warning);
  };
}
