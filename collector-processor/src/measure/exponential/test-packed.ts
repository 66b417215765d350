import fc from 'fast-check';
import type { ExponentialPoint } from '../../intake/otlp/decoded.ts';
import { columnsOf } from '../../intake/wire/columns-of.ts';
import { MetricColumns } from '../../intake/wire/metric-columns.ts';
import { exponentialPoint, metricsOf, orders } from '../test-telemetry.ts';
import { createPacked, packedLength, packPoint } from './packed.ts';

/** As it is kept. */
export function packed(point: ExponentialPoint): Float64Array {
  const metric = orders({ kind: 'exponential', temporality: 'delta', points: [point] });
  const { positive, negative } = point;
  const into = createPacked(Math.max(positive.counts.length, negative.counts.length));
  packPoint(columnsOf(metricsOf({}, metric), new MetricColumns()), 0, into);
  return into.slice(0, packedLength(into));
}

/** The plain reference: what is in its buckets at a scale that is no finer than its own, by their bounds. */
export function bucketsAt(scale: number, point: ExponentialPoint): Map<string, number> {
  const buckets = new Map<string, number>();
  const lowest = Math.floor(-1075 * 2 ** scale);
  const bound = (index: number) => 2 ** (index * 2 ** -scale);
  const add = (name: string, count: number) => count > 0 && buckets.set(name, (buckets.get(name) ?? 0) + count);
  const indexAt = (offset: number, i: number) =>
    Math.max(lowest, Math.floor((offset + i) / 2 ** (point.scale - scale)));
  add(bounds(-point.zeroThreshold, point.zeroThreshold), point.zeroCount);
  const { positive, negative } = point;
  positive.counts.forEach((count, i) => {
    const index = indexAt(positive.offset, i);
    add(bounds(bound(index), bound(index + 1)), count);
  });
  negative.counts.forEach((count, i) => {
    const index = indexAt(negative.offset, i);
    add(bounds(-bound(index + 1), -bound(index)), count);
  });
  return buckets;
}

/** A bucket's name. */
export const bounds = (lower: number, upper: number): string => `(${lower + 0},${upper + 0}]`;

/** The same of what crosses the seam. */
export function bucketsIn(given: {
  readonly lowers: readonly number[];
  readonly uppers: readonly number[];
  readonly counts: readonly number[];
}): Map<string, number> {
  const buckets = new Map<string, number>();
  given.counts.forEach((count, i) => {
    const name = bounds(given.lowers[i]!, given.uppers[i]!);
    if (count !== 0) buckets.set(name, (buckets.get(name) ?? 0) + count);
  });
  return buckets;
}

const side = fc.record({
  // Also so far down that doubles end.
  offset: fc.oneof(fc.integer({ min: -300, max: 40 }), fc.integer({ min: -(2 ** 31), max: -10_000 })),
  counts: fc.array(fc.oneof(fc.constant(0), fc.nat(50)), { maxLength: 40 }),
});

/** Points of all scales, with sides empty or not, and offsets as far as their scale allows. */
export const exponentialPoints: fc.Arbitrary<ExponentialPoint> = fc
  .record({
    scale: fc.integer({ min: -10, max: 20 }),
    ...{ positive: side, negative: side, zeroCount: fc.nat(9) },
    sum: fc.constantFrom(NaN, 0, 12.5),
  })
  .map(({ positive, negative, ...rest }) => {
    // Nothing above 1e30 is taken.
    const largest = Math.floor(99 * 2 ** rest.scale);
    const below = (given: typeof positive) => ({
      ...given,
      offset: Math.min(given.offset, largest - given.counts.length),
    });
    return exponentialPoint({ timeMs: 1, ...rest, positive: below(positive), negative: below(negative) });
  });
