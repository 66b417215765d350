import { plainBuckets, type BucketSource } from './buckets.ts';
import { COUNT, SUM } from './exponential/packed.ts';

/**
 * What one point tells, once temporality is dealt with. Everything that follows works on this. One object serves all
 * points, one after the other.
 *
 * | kind           | tells                                                            |
 * |----------------|------------------------------------------------------------------|
 * | `level`        | a `value` that held at `toMs`                                    |
 * | `increase`     | so much (`value`) was added over (fromMs, toMs]                  |
 * | `distribution` | so many (`value`) observations fell into buckets over (fromMs, toMs] |
 */
export interface Observation {
  kind: 'level' | 'increase' | 'distribution';
  fromMs: number;
  toMs: number;
  value: number;
  /** Of a distribution; NaN where the sender gives none. */
  sum: number;
  /** NaN where there is none; it only holds for one interval, so only delta points have one. */
  max: number;
  /** A distribution in exponential buckets, packed; null: its buckets are in the two that follow. */
  packed: Float64Array | null;
  buckets: BucketSource;
  /** One a bucket, from the first on; there may be more room. */
  counts: ArrayLike<number>;
}

export const NO_BUCKETS: BucketSource = plainBuckets({ lowers: [], uppers: [] });

export function createObservation(): Observation {
  return {
    ...{ kind: 'level', fromMs: 0, toMs: 0, value: 0, sum: NaN, max: NaN },
    ...{ packed: null, buckets: NO_BUCKETS, counts: [] },
  };
}

/** Makes it tell of a distribution in these buckets; how many and their sum are still to be said. Its maximum is not in there. */
export function observeBuckets(observation: Observation, buckets: BucketSource, counts: ArrayLike<number>): void {
  observation.kind = 'distribution';
  observation.max = NaN;
  observation.packed = null;
  observation.buckets = buckets;
  observation.counts = counts;
}

/** Makes it tell of what an exponential histogram says. Its maximum is not in there. */
export function observePacked(observation: Observation, packed: Float64Array): void {
  observation.kind = 'distribution';
  observation.value = packed[COUNT]!;
  observation.sum = packed[SUM]!;
  observation.max = NaN;
  observation.packed = packed;
}
