/** The buckets of an exponential histogram, from the bucket `offset` on. */
export interface ExponentialBuckets {
  readonly offset: number;
  readonly counts: readonly number[];
}

/**
 * What an exponential histogram says, without its time: a total since some start, or what was added since the last one.
 * Plain data, so that it can be kept in a snapshot. `sum` is NaN where the sender gives none.
 */
export interface ExponentialReading {
  readonly count: number;
  readonly sum: number;
  readonly scale: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positive: ExponentialBuckets;
  readonly negative: ExponentialBuckets;
}

/** Whether something was added between two totals; `decreased` where that cannot be: the sender began anew. */
export type Change = 'increased' | 'decreased' | 'incomparable';

/** What was added between two totals of an exponential histogram. */
export type Difference =
  { readonly status: 'increased'; readonly by: ExponentialReading } | { readonly status: 'decreased' | 'incomparable' };

/**
 * What was added to each of `length` buckets, into `by`. `incomparable` is for the caller to tell: it knows the bounds.
 */
export function subtractCounts(
  current: Float64Array,
  currentFirst: number,
  previous: Float64Array,
  previousFirst: number,
  length: number,
  by: Float64Array,
): Change {
  for (let i = 0; i < length; i++) {
    const added = current[currentFirst + i]! - previous[previousFirst + i]!;
    if (added < 0) return 'decreased';
    by[i] = added;
  }
  return 'increased';
}

export function subtractExponential(current: ExponentialReading, previous: ExponentialReading): Difference {
  if (current.count < previous.count) return { status: 'decreased' };
  // A stream lowers its scale when its range grows; it never raises it without starting anew.
  if (current.scale > previous.scale || current.zeroThreshold !== previous.zeroThreshold)
    return { status: 'incomparable' };
  const shift = previous.scale - current.scale;
  const positive = subtractBuckets(current.positive, previous.positive, shift);
  const negative = subtractBuckets(current.negative, previous.negative, shift);
  const zeroCount = current.zeroCount - previous.zeroCount;
  if (positive === null || negative === null || zeroCount < 0) return { status: 'decreased' };
  const by = {
    ...current,
    count: current.count - previous.count,
    sum: current.sum - previous.sum,
    zeroCount,
    positive,
    negative,
  };
  return { status: 'increased', by };
}

/** `previous` is brought to the current scale first: bucket i of a scale is bucket i >> shift of one `shift` lower. */
function subtractBuckets(
  current: ExponentialBuckets,
  previous: ExponentialBuckets,
  shift: number,
): ExponentialBuckets | null {
  const counts = [...current.counts];
  for (let i = 0; i < previous.counts.length; i++) {
    const count = previous.counts[i]!;
    if (count === 0) continue;
    const at = Math.floor((previous.offset + i) / 2 ** shift) - current.offset;
    const left = (counts[at] ?? 0) - count;
    if (left < 0) return null;
    counts[at] = left;
  }
  return { offset: current.offset, counts };
}
