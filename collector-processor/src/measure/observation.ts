import type { Reading } from './reading.ts';

/** What one point tells, once temporality is dealt with. Everything that follows works on this. */
export type Observation =
  /** A value that held at a time. */
  | { readonly kind: 'level'; readonly timeMs: number; readonly value: number }
  /** So much was added over (fromMs, toMs]. */
  | { readonly kind: 'increase'; readonly fromMs: number; readonly toMs: number; readonly amount: number }
  | Distribution;

/** So many observations fell into each bucket over (fromMs, toMs]; bounds are finite, and empty when unknown. */
export interface Distribution {
  readonly kind: 'distribution';
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
  /** null where the sender gives none. */
  readonly sum: number | null;
  readonly max: number | null;
  readonly lowers: readonly number[];
  readonly uppers: readonly number[];
  readonly counts: readonly number[];
}

/** What was added over (fromMs, toMs] as an observation. `max` only holds for one interval, so only delta points have one. */
export function observe(added: Reading, fromMs: number, toMs: number, max: number | null): Observation {
  switch (added.kind) {
    case 'number':
      return { kind: 'increase', fromMs, toMs, amount: added.value };
    case 'histogram':
      return {
        kind: 'distribution',
        fromMs,
        toMs,
        count: added.count,
        sum: added.sum,
        max,
        ...explicitBuckets(added.bounds, added.counts),
      };
    case 'exponential':
      return {
        kind: 'distribution',
        fromMs,
        toMs,
        count: added.count,
        sum: added.sum,
        max,
        ...exponentialBuckets(added),
      };
  }
}

type Buckets = Pick<Distribution, 'lowers' | 'uppers' | 'counts'>;
const NO_BUCKETS: Buckets = { lowers: [], uppers: [], counts: [] };

/**
 * The open ends get finite ones: the first bucket begins at 0 (or is its bound alone, when that is not above 0), the
 * last one is its bound alone, as Prometheus' histogram_quantile has it.
 */
function explicitBuckets(bounds: readonly number[], counts: readonly number[]): Buckets {
  const first = bounds[0];
  const last = bounds.at(-1);
  if (first === undefined || last === undefined) return NO_BUCKETS;
  return { lowers: [Math.min(0, first), ...bounds], uppers: [...bounds, last], counts };
}

type Exponential = Extract<Reading, { kind: 'exponential' }>;

/** Bucket i of scale s is (2^(i·2^-s), 2^((i+1)·2^-s)]. Only buckets with something in them. */
function exponentialBuckets({ scale, zeroThreshold, zeroCount, positive, negative }: Exponential): Buckets {
  const lowers: number[] = [];
  const uppers: number[] = [];
  const counts: number[] = [];
  const add = (lower: number, upper: number, count: number) => {
    if (count === 0) return;
    lowers.push(lower);
    uppers.push(upper);
    counts.push(count);
  };
  add(-zeroThreshold, zeroThreshold, zeroCount);
  positive.counts.forEach((count, i) =>
    add(exponentialBound(scale, positive.offset + i), exponentialBound(scale, positive.offset + i + 1), count),
  );
  negative.counts.forEach((count, i) =>
    add(-exponentialBound(scale, negative.offset + i + 1), -exponentialBound(scale, negative.offset + i), count),
  );
  return { lowers, uppers, counts };
}

/** Lower bound of a bucket of an exponential histogram. */
export function exponentialBound(scale: number, index: number): number {
  return 2 ** (index * 2 ** -scale);
}
