import type { Aggregate } from './types.ts';
import { bucketQuantile } from './quantile.ts';

/**
 * Two contributions to the same (series, step) as one. Commutative and associative up to rounding, so partials may
 * arrive in any order. A kind that differs from what is already there wins nothing: the first kind stays (a watch has
 * one measure, so this only happens when a sender contradicts itself).
 */
export function mergeAggregates(a: Aggregate, b: Aggregate): Aggregate {
  switch (a.kind) {
    case 'sum':
      return b.kind === 'sum' ? { kind: 'sum', sum: a.sum + b.sum } : a;
    case 'mean':
      return b.kind === 'mean' ? { kind: 'mean', sum: a.sum + b.sum, count: a.count + b.count } : a;
    case 'last':
      return b.kind === 'last' && (b.timeMs > a.timeMs || (b.timeMs === a.timeMs && b.value > a.value)) ? b : a;
    case 'max':
      return b.kind === 'max' && b.value > a.value ? b : a;
    case 'ratio':
      return b.kind === 'ratio'
        ? { kind: 'ratio', numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator }
        : a;
    case 'histogram':
      return b.kind === 'histogram' ? mergeHistograms(a, b) : a;
  }
}

type Histogram = Extract<Aggregate, { kind: 'histogram' }>;

function mergeHistograms(a: Histogram, b: Histogram): Histogram {
  if (sameBounds(a, b)) {
    return {
      kind: 'histogram',
      lowers: a.lowers,
      uppers: a.uppers,
      counts: a.counts.map((count, i) => count + b.counts[i]!),
    };
  }
  // Different bounds: keep both, equal buckets added. Bounded by the number of distinct buckets that senders use.
  const lowers = [...a.lowers];
  const uppers = [...a.uppers];
  const counts = [...a.counts];
  const index = new BucketIndex(lowers, uppers);
  for (let i = 0; i < b.lowers.length; i++) {
    const [lower, upper] = [b.lowers[i]!, b.uppers[i]!];
    const at = index.find(lower, upper);
    if (at !== NONE) counts[at]! += b.counts[i]!;
    else {
      lowers.push(lower);
      uppers.push(upper);
      counts.push(b.counts[i]!);
      index.addLast();
    }
  }
  return { kind: 'histogram', lowers, uppers, counts };
}

const NONE = -1;
/** Makes one number of two bounds, so that few buckets have the same. */
const MIX = 1.618;

/** Finds a bucket by its bounds: by one number made of both, then along those that have the same. */
class BucketIndex {
  readonly #lowers: readonly number[];
  readonly #uppers: readonly number[];
  readonly #latest = new Map<number, number>();
  readonly #previous: number[] = [];

  /** @param lowers which may become more; see `addLast` */
  constructor(lowers: readonly number[], uppers: readonly number[]) {
    this.#lowers = lowers;
    this.#uppers = uppers;
    while (this.#previous.length < lowers.length) this.addLast();
  }

  /** The next bucket that the index does not have yet. */
  addLast(): void {
    const i = this.#previous.length;
    const key = this.#lowers[i]! * MIX + this.#uppers[i]!;
    this.#previous.push(this.#latest.get(key) ?? NONE);
    this.#latest.set(key, i);
  }

  find(lower: number, upper: number): number {
    let at = this.#latest.get(lower * MIX + upper) ?? NONE;
    while (at !== NONE && (this.#lowers[at] !== lower || this.#uppers[at] !== upper)) at = this.#previous[at]!;
    return at;
  }
}

function sameBounds(a: Histogram, b: Histogram): boolean {
  if (a.uppers === b.uppers && a.lowers === b.lowers) return true;
  return (
    a.uppers.length === b.uppers.length &&
    a.uppers.every((upper, i) => upper === b.uppers[i]) &&
    a.lowers.every((lower, i) => lower === b.lowers[i])
  );
}

/** Of a mean or a ratio; NaN where nothing was counted. */
export const quotient = (numerator: number, denominator: number): number =>
  denominator > 0 ? numerator / denominator : NaN;

/** @param quantile in (0, 1) */
export const valueOfHistogram = (histogram: Histogram, quantile: number | undefined): number =>
  quantile === undefined ? NaN : bucketQuantile(histogram, quantile);

/** What one event adds to a ratio; 0 where nothing was counted. */
export const eventUnitOf = (denominator: number): number => (denominator > 0 ? 1 / denominator : 0);
