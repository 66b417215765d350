import { streamsOfVersion1, type Version1 } from './snapshot-version-1.ts';
import { streamsOfVersion2, type Version2 } from './snapshot-version-2.ts';
import type { Family } from './families.ts';
import type { KeyedEntry } from './keyed-state.ts';
import type { Leader } from './precedence.ts';
import type { StreamsSnapshot } from './stream-table.ts';

export const MEASURE_VERSION = 3;

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
export function migrated(snapshot: MeasureSnapshot | Version2 | Version1): MeasureSnapshot | null {
  if (isOf<MeasureSnapshot>(snapshot, MEASURE_VERSION)) return snapshot;
  if (isOf<Version2>(snapshot, 2))
    return { ...snapshot, version: MEASURE_VERSION, streams: streamsOfVersion2(snapshot) };
  return isOf<Version1>(snapshot, 1) ? migrated({ ...snapshot, ...streamsOfVersion1(snapshot), version: 2 }) : null;
}

const isOf = <Snapshot>(
  snapshot: { readonly version: number },
  version: number,
): snapshot is Snapshot & typeof snapshot => snapshot.version === version;
