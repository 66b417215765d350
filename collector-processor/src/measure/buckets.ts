/** Bucket i is (lowers[i], uppers[i]]; all bounds are finite. Empty where a sender gives no buckets. */
export interface Buckets {
  readonly lowers: readonly number[];
  readonly uppers: readonly number[];
}

/** The buckets of an observation, in the unit of whoever asks. */
export interface BucketSource {
  /** Values divided by so much: 250 ms as 0.25 s. */
  scaled(divisor: number): Buckets;
}

/**
 * The open ends get finite ones: the first bucket begins at 0 (or is its bound alone, when that is not above 0), the
 * last one is its bound alone, as Prometheus' histogram_quantile has it.
 */
export function explicitBuckets(bounds: Float64Array, divisor: number): Buckets {
  const inUnit = Array.from(bounds, (bound) => bound / divisor);
  const first = inUnit[0];
  const last = inUnit.at(-1);
  if (first === undefined || last === undefined) return { lowers: [], uppers: [] };
  return { lowers: [Math.min(0, first), ...inUnit], uppers: [...inUnit, last] };
}

export function plainBuckets(buckets: Buckets): BucketSource {
  return {
    scaled: (divisor) =>
      divisor === 1
        ? buckets
        : {
            lowers: buckets.lowers.map((lower) => lower / divisor),
            uppers: buckets.uppers.map((upper) => upper / divisor),
          },
  };
}

/** Lower bound of a bucket of an exponential histogram: bucket i of scale s is (2^(i·2^-s), 2^((i+1)·2^-s)]. */
export function exponentialBound(scale: number, index: number): number {
  return 2 ** (index * 2 ** -scale);
}
