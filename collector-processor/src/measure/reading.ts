import type { ExponentialBuckets } from '../intake/otlp/decoded.ts';

/**
 * The numbers of one point, without its time: a total since some start, or what was added since the last one; the same
 * form serves both. Plain data, so that it can be kept in a snapshot. `sum` is null where the sender gives none.
 */
export type Reading = { readonly kind: 'number'; readonly value: number } | HistogramReading | ExponentialReading;

export interface HistogramReading {
  readonly kind: 'histogram';
  readonly count: number;
  readonly sum: number | null;
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

export interface ExponentialReading {
  readonly kind: 'exponential';
  readonly count: number;
  readonly sum: number | null;
  readonly scale: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positive: ExponentialBuckets;
  readonly negative: ExponentialBuckets;
}

/**
 * What was added between two totals; `decreased` where that cannot be (the sender began anew), `incomparable` where
 * the two do not speak of the same buckets.
 */
export type Difference =
  { readonly status: 'increased'; readonly by: Reading } | { readonly status: 'decreased' | 'incomparable' };

export function subtract(current: Reading, previous: Reading): Difference {
  if (current.kind === 'number' && previous.kind === 'number') {
    if (current.value < previous.value) return { status: 'decreased' };
    return { status: 'increased', by: { kind: 'number', value: current.value - previous.value } };
  }
  if (current.kind === 'histogram' && previous.kind === 'histogram') return subtractHistogram(current, previous);
  if (current.kind === 'exponential' && previous.kind === 'exponential') return subtractExponential(current, previous);
  return { status: 'incomparable' };
}

function subtractHistogram(current: HistogramReading, previous: HistogramReading): Difference {
  if (current.count < previous.count) return { status: 'decreased' };
  const { bounds } = current;
  if (bounds.length !== previous.bounds.length || current.counts.length !== previous.counts.length)
    return { status: 'incomparable' };
  if (bounds.some((bound, i) => bound !== previous.bounds[i])) return { status: 'incomparable' };
  const counts = current.counts.map((count, i) => count - previous.counts[i]!);
  if (counts.some((count) => count < 0)) return { status: 'decreased' };
  return {
    status: 'increased',
    by: {
      kind: 'histogram',
      bounds,
      counts,
      count: current.count - previous.count,
      sum: difference(current.sum, previous.sum),
    },
  };
}

function subtractExponential(current: ExponentialReading, previous: ExponentialReading): Difference {
  if (current.count < previous.count) return { status: 'decreased' };
  // A stream lowers its scale when its range grows; it never raises it without starting anew.
  if (current.scale > previous.scale || current.zeroThreshold !== previous.zeroThreshold)
    return { status: 'incomparable' };
  const shift = previous.scale - current.scale;
  const positive = subtractBuckets(current.positive, previous.positive, shift);
  const negative = subtractBuckets(current.negative, previous.negative, shift);
  const zeroCount = current.zeroCount - previous.zeroCount;
  if (positive === null || negative === null || zeroCount < 0) return { status: 'decreased' };
  const sum = difference(current.sum, previous.sum);
  return {
    status: 'increased',
    by: { ...current, count: current.count - previous.count, sum, zeroCount, positive, negative },
  };
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

function difference(current: number | null, previous: number | null): number | null {
  return current === null || previous === null ? null : current - previous;
}
