import { isVersion1, streamsOfVersion1 } from './snapshot-version-1.ts';
import type { Family } from './families.ts';
import type { KeyedEntry } from './keyed-state.ts';
import type { Leader } from './precedence.ts';
import type { StreamsSnapshot } from './stream-table.ts';

export const MEASURE_VERSION = 2;

/** What measure keeps over a restart. Plain data. */
export interface MeasureSnapshot {
  readonly version: number;
  readonly streams: StreamsSnapshot;
  /** Row by row. */
  readonly families: readonly (Family | null)[];
  readonly resources: readonly KeyedEntry<Leader>[];
  readonly services: readonly KeyedEntry<Leader>[];
}

/** The snapshot in today's form; null where it is of a version that nobody knows. */
export function migrated(snapshot: MeasureSnapshot): MeasureSnapshot | null {
  if (snapshot.version === MEASURE_VERSION) return snapshot;
  return isVersion1(snapshot) ? { ...snapshot, version: MEASURE_VERSION, ...streamsOfVersion1(snapshot) } : null;
}
