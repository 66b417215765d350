import { sumAttributes } from '../intake/wire/attribute-sums.ts';
import { WireError } from '../intake/wire/cursor.ts';
import { SCATTERED, type MetricColumns } from '../intake/wire/metric-columns.ts';
import { SeededHash } from '../intake/wire/seeded-hash.ts';
import { pointAttributes } from '../intake/wire/texts.ts';
import { attributesKey, lookupIn } from './attributes.ts';
import { ByteTable, NONE } from './byte-table.ts';
import type { MetricIdentity } from './identities.ts';
import type { MeasureLimits } from './limits.ts';
import { createRouteSets, type StreamRoutes } from './route-sets.ts';
import type { Route, Router } from './routes.ts';
import { NOT, streamDigest, type StreamTable } from './stream-table.ts';

/** Why a stream's points go nowhere. */
export type Nowhere = 'unwatched' | 'label_too_long' | 'malformed';

/** Remembered in place of a row. */
const UNWATCHED = -2;
const LONG_LABEL = -3;

export interface StreamRoutesOptions {
  readonly router: Pick<Router, 'metric'>;
  readonly streams: StreamTable;
  readonly limits: Pick<MeasureLimits, 'maxStreams' | 'maxLabelLength'>;
}

/**
 * Finds a point's stream and where it goes. In the steady state by its bytes alone; the first time they are seen its
 * attributes are read, it is looked for under its digest (after a restart, or written otherwise than before), and routed.
 */
export function createStreamRoutes({ router, streams, limits }: StreamRoutesOptions) {
  const known = new ByteTable();
  const sums = new SeededHash();
  const sets = createRouteSets();
  const found: { row: number; digest: Int32Array; routes: StreamRoutes | null; isKnown: boolean } = {
    row: NOT,
    digest: new Int32Array(0),
    routes: null,
    isKnown: false,
  };

  function find(
    columns: MetricColumns,
    metric: number,
    point: number,
    identity: MetricIdentity,
  ): StreamRoutes | Nowhere {
    const { points, view } = columns;
    const to = points.attributesTo[point]!;
    if (to !== SCATTERED) {
      const from = points.attributesFrom[point]!;
      let row = known.findNext(identity.id, view, from, to);
      if (row === NONE) {
        sumAttributes(sums, view, from, to);
        row = known.find(identity.id, sums.low, sums.high, view, from, to, true);
      }
      if (row >= 0) {
        found.row = row;
        found.isKnown = true;
        return sets.at(streams.rows.routes[row]!);
      }
      if (row === UNWATCHED) return 'unwatched';
      if (row === LONG_LABEL) return 'label_too_long';
    }
    try {
      return understand(columns, metric, point, identity);
    } catch (error) {
      if (error instanceof WireError) return 'malformed';
      throw error;
    }
  }

  function understand(
    columns: MetricColumns,
    metric: number,
    point: number,
    { resource, family, name, unit, id }: MetricIdentity,
  ): StreamRoutes | Nowhere {
    const attributes = pointAttributes(columns, metric, point);
    found.digest = streamDigest(`${family}\u0001${attributesKey(attributes)}`);
    found.row = streams.find(found.digest);
    found.isKnown = false;
    const set = found.row === NOT ? NOT : streams.rows.routes[found.row]!;
    if (set !== NOT) return (found.routes = sets.at(set));
    const lookup = lookupIn(attributes, resource.attributes);
    const routes = router.metric(name, unit, lookup);
    const isLong = hasLongLabel(routes, limits.maxLabelLength);
    if (routes.length === 0 || isLong) {
      add(columns, point, id, isLong ? LONG_LABEL : UNWATCHED);
      return isLong ? 'label_too_long' : 'unwatched';
    }
    const httpRank = routes.find((route) => route.httpRank !== null)?.httpRank ?? null;
    return (found.routes = { routes, httpRank, service: lookup('service.name') });
  }

  function add(columns: MetricColumns, point: number, owner: number, value: number): void {
    const { points, view } = columns;
    const to = points.attributesTo[point]!;
    if (to === SCATTERED) return;
    // What goes nowhere is forgotten first, and so are other ways to write what is known.
    if (known.size > limits.maxStreams * 2 + 1024) {
      known.retain((row) => row >= 0);
      if (known.size > limits.maxStreams * 2) known.clear();
    }
    const from = points.attributesFrom[point]!;
    sumAttributes(sums, view, from, to);
    known.add(owner, sums.low, sums.high, view, from, to, value);
  }

  /** Lets go of the sets that no stream has. */
  function packSets(): void {
    const { rows } = streams;
    const kept = new Map<number, number>();
    for (let row = 0; row < rows.capacity; row++) {
      if (!streams.isLive(row) || rows.routes[row] === NOT) continue;
      const set = rows.routes[row]!;
      let to = kept.get(set);
      if (to === undefined) kept.set(set, (to = kept.size));
      rows.routes[row] = to;
    }
    sets.keep(kept.keys());
  }

  return {
    find,
    /** Of what was found last: its row, or NOT while it is new; then its digest is the one to add it under. */
    row: (): number => found.row,
    digest: (): Int32Array => found.digest,
    /** The point that was found last was taken, in this row. */
    remember(columns: MetricColumns, point: number, { id }: MetricIdentity, row: number): void {
      if (found.isKnown || found.routes === null) return;
      if (streams.rows.routes[row] === NOT) streams.rows.routes[row] = sets.take(found.routes);
      add(columns, point, id, row);
    },
    /** Streams were forgotten. */
    forgetSilent(): void {
      known.retain((row) => row < 0 || streams.isLive(row));
      packSets();
    },
    /** All must be understood anew. */
    forgetAll(): void {
      known.clear();
    },
  };
}

export function hasLongLabel(routes: readonly Route[], maxLabelLength: number): boolean {
  return routes.some(({ targets }) =>
    targets.some(({ labels }) => Object.values(labels).some((value) => value.length > maxLabelLength)),
  );
}

/** What an attribute says; null where it cannot be read. */
export function understood<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}
