import { exponentialBound, plainBuckets, type BucketSource } from './buckets.ts';
import type { ExponentialReading } from './reading.ts';

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
  buckets: BucketSource;
  /** One a bucket, from the first on; there may be more room. */
  counts: ArrayLike<number>;
}

export const NO_BUCKETS: BucketSource = plainBuckets({ lowers: [], uppers: [] });

export function createObservation(): Observation {
  return { kind: 'level', fromMs: 0, toMs: 0, value: 0, sum: NaN, max: NaN, buckets: NO_BUCKETS, counts: [] };
}

/** Makes it tell of what an exponential histogram says: only buckets with something in them. */
export function observeExponential(observation: Observation, reading: ExponentialReading, max: number): void {
  const { scale, zeroThreshold, zeroCount, positive, negative, count, sum } = reading;
  const lowers: number[] = [];
  const uppers: number[] = [];
  const counts: number[] = [];
  const add = (lower: number, upper: number, inBucket: number) => {
    if (inBucket === 0) return;
    lowers.push(lower);
    uppers.push(upper);
    counts.push(inBucket);
  };
  add(-zeroThreshold, zeroThreshold, zeroCount);
  positive.counts.forEach((inBucket, i) =>
    add(exponentialBound(scale, positive.offset + i), exponentialBound(scale, positive.offset + i + 1), inBucket),
  );
  negative.counts.forEach((inBucket, i) =>
    add(-exponentialBound(scale, negative.offset + i + 1), -exponentialBound(scale, negative.offset + i), inBucket),
  );
  observation.kind = 'distribution';
  observation.value = count;
  observation.sum = sum;
  observation.max = max;
  observation.buckets = plainBuckets({ lowers, uppers });
  observation.counts = counts;
}
