import { reachedAt } from '../forecast/lane/reached-at.ts';
import type { SeriesForecast } from '../forecast/lane/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Labels } from '../series/types.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import type { Followed } from './followed.ts';
import { createOpenWarnings, expired, MOST_OPEN } from './open-warnings.ts';
import type { LimitSettings } from './types.ts';
import { nextWarning, reached, type MaintenanceWarning } from './warning.ts';

export interface MaintenanceOptions {
  readonly store: Pick<Store, 'saveWarning' | 'warnings' | 'findSeries' | 'rollups'>;
  readonly followed: Followed;
  readonly clock: () => number;
  readonly telemetry: Telemetry;
}

const DAY_MS = 86_400_000;

/** Opens, goes on with and closes warnings as outlooks come. */
export function createMaintenance({ store, followed, clock, telemetry }: MaintenanceOptions) {
  const open = createOpenWarnings({
    stored: store.warnings({ status: 'open', limit: MOST_OPEN }),
    save: store.saveWarning,
    ...{ telemetry, prefix: 'tidemark.maintenance' },
  });

  /** A new forecast of a series: what it means for its limit. */
  function consider(
    watch: WatchSettings,
    labels: Labels,
    made: Pick<SeriesForecast, 'limit'>,
    reachedAtMs: number | null,
    nowMs: number = clock(),
  ): void {
    const { name, unit, timezone, limit } = watch;
    let before = open.of(name, labels);
    if (before !== null && !isOf(before, limit)) {
      open.keep(expired(before, nowMs));
      before = null;
    }
    if (limit === undefined || made.limit === null) return;
    const warning = nextWarning(before, { watch: name, unit, timezone, labels, limit }, made.limit, reachedAtMs, nowMs);
    if (warning !== null) open.keep(warning);
  }

  /** Between two outlooks: a limit that was reached meanwhile, or that nobody asks for any more. */
  function look(warning: MaintenanceWarning): MaintenanceWarning | null {
    const watch = followed(warning.watch, warning.labels);
    if (watch === null || !isOf(warning, watch.limit)) return expired(warning, clock());
    // Of other measures only whole hours count: those come with an outlook.
    if (watch.measure !== 'max') return null;
    const nowMs = clock();
    const series = store.findSeries(watch.name, warning.labels)!;
    const atMs = reachedAt(store.rollups(series, 'hour', nowMs - DAY_MS, nowMs), watch, nowMs);
    return atMs === null ? null : reached(warning, atMs, nowMs);
  }

  return {
    consider,
    review: () => open.review(look),
    /** Of a watch that is gone, or is another one under its name. */
    expire: (watch: string) => open.expire(watch, clock()),
  };
}

/** A limit of another value is the same one, raised or lowered. */
const isOf = (warning: MaintenanceWarning, limit: LimitSettings | undefined): boolean =>
  limit !== undefined && limit.name === warning.limit && limit.direction === warning.direction;
