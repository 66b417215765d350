import { createBucketShapes, SLOT_BUCKETS, SLOT_COUNT, SLOT_SUM } from './bucket-shapes.ts';
import type { Family } from './families.ts';
import type { KeyedEntry } from './keyed-state.ts';
import type { Leader } from './precedence.ts';
import type { ExponentialReading, Version2 } from './snapshot-version-2.ts';
import { NOT, streamDigest } from './stream-table.ts';

/** Totals as version 1 had them: `sum` was null where there was none. */
type OldTotal =
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'histogram';
      readonly count: number;
      readonly sum: number | null;
      readonly bounds: readonly number[];
      readonly counts: readonly number[];
    }
  | (Omit<ExponentialReading, 'sum'> & { readonly kind: 'exponential'; readonly sum: number | null });

/** What checkpoints held before streams had rows: each under its key, as objects. */
export interface Version1 {
  readonly version: 1;
  readonly streams: readonly KeyedEntry<{
    readonly startMs: number;
    readonly lastMs: number;
    readonly total: OldTotal | null;
  }>[];
  readonly families: readonly KeyedEntry<{
    readonly startMs: number;
    readonly lastMs: number;
    readonly beforeMs: number | null;
    readonly complete: boolean;
  }>[];
  readonly resources: readonly KeyedEntry<Leader>[];
  readonly services: readonly KeyedEntry<Leader>[];
}

/** Its streams and families as rows, as version 2 had them. Nothing of what they said is lost. */
export function streamsOfVersion1({ streams, families }: Version1): {
  readonly streams: Version2['streams'];
  readonly families: readonly Family[];
} {
  const familyRows = new Map(families.map(([key], row) => [key, row]));
  const shapes = createBucketShapes();
  const exponentials: (readonly [number, ExponentialReading])[] = [];
  const column = (read: (entry: Version1['streams'][number], row: number) => number): number[] => streams.map(read);
  const shape = new Int32Array(streams.length).fill(NOT);
  const slot = new Int32Array(streams.length).fill(NOT);
  const digest = new Int32Array(streams.length * 4);
  streams.forEach(([key, { total }], row) => {
    digest.set(streamDigest(key), row * 4);
    if (total?.kind === 'exponential') {
      const { kind: _kind, sum, ...rest } = total;
      exponentials.push([row, { ...rest, sum: sum ?? NaN }]);
    }
    if (total?.kind !== 'histogram') return;
    const { bounds, counts, count, sum } = total;
    const index = (shape[row] = shapes.acquire(Float64Array.from(bounds), 0, bounds.length, counts.length));
    const at = (slot[row] = shapes.takeSlot(index)) * shapes.of(index).stride;
    const { slots } = shapes.of(index);
    slots[at + SLOT_COUNT] = count;
    slots[at + SLOT_SUM] = sum ?? NaN;
    slots.set(counts, at + SLOT_BUCKETS);
  });
  return {
    streams: {
      digest,
      family: Int32Array.from(
        column(([key, { total }]) =>
          total === null ? NOT : (familyRows.get(key.slice(0, key.indexOf('\u0001'))) ?? NOT),
        ),
      ),
      startMs: Float64Array.from(column(([, { startMs }]) => startMs)),
      lastMs: Float64Array.from(column(([, { lastMs }]) => lastMs)),
      seenMs: Float64Array.from(column(([, , seenMs]) => seenMs)),
      total: Float64Array.from(column(([, { total }]) => (total?.kind === 'number' ? total.value : NaN))),
      shape,
      slot,
      shapes: shapes.snapshot(),
      exponentials,
    },
    families: families.map(([key, family, seenMs]) => ({ ...family, key, seenMs, beforeMs: family.beforeMs ?? NaN })),
  };
}
