import type { MetricColumns } from '../intake/wire/metric-columns.ts';
import { SLOT_BUCKETS, SLOT_COUNT, SLOT_SUM } from './bucket-shapes.ts';
import { NO_BUCKETS, observeBuckets, type Observation } from './observation.ts';
import { NOT, type StreamTable } from './stream-table.ts';
import type { Change, Totals } from './totals.ts';

/** Totals of histograms with explicit buckets: counts in a slot of the shape that their bounds are. */
export function createBucketTotals({ rows, shapes }: StreamTable, observation: Observation): Totals {
  let columns: MetricColumns | null = null;
  let point = 0;
  let scratch = new Float64Array(64);

  function makeScratch(length: number): void {
    if (scratch.length < length) scratch = new Float64Array(length * 2);
  }

  /** Whether the stream's shape is the point's. */
  function isSameShape(shape: number): boolean {
    const { points, bounds } = columns!;
    return (
      shapes.of(shape).length === points.countCount[point] &&
      shapes.has(shape, bounds.values, points.firstBound[point]!, points.boundCount[point]!)
    );
  }

  function forget(row: number): void {
    if (rows.shape[row] !== NOT) shapes.release(rows.shape[row]!, rows.slot[row]!);
    rows.shape[row] = rows.slot[row] = NOT;
  }

  return {
    read(given, at) {
      columns = given;
      point = at;
    },
    has: (row) => rows.slot[row] !== NOT,
    observeGrowth(row) {
      const { points, counts } = columns!;
      const shape = shapes.of(rows.shape[row]!);
      const slot = rows.slot[row]! * shape.stride;
      const added = points.value[point]! - shape.slots[slot + SLOT_COUNT]!;
      if (added < 0) return 'decreased';
      if (!isSameShape(rows.shape[row]!)) return 'incomparable';
      const { length, slots } = shape;
      makeScratch(length);
      const change = subtractCounts(
        counts.values,
        points.firstCount[point]!,
        slots,
        slot + SLOT_BUCKETS,
        length,
        scratch,
      );
      observeBuckets(observation, shape, scratch);
      observation.value = added;
      observation.sum = points.sum[point]! - slots[slot + SLOT_SUM]!;
      return change;
    },
    observeWhole(hasMax) {
      const { points, counts, bounds } = columns!;
      const length = points.countCount[point]!;
      const first = points.firstCount[point]!;
      makeScratch(length);
      for (let i = 0; i < length; i++) scratch[i] = counts.values[first + i]!;
      const buckets =
        length === 0 ? NO_BUCKETS : shapes.bucketsOf(bounds.values, points.firstBound[point]!, length - 1);
      observeBuckets(observation, buckets, scratch);
      observation.value = points.value[point]!;
      observation.sum = points.sum[point]!;
      if (hasMax) observation.max = points.max[point]!;
    },
    keep(row) {
      const { points, counts, bounds } = columns!;
      const length = points.countCount[point]!;
      let index = rows.shape[row]!;
      if (index === NOT || !isSameShape(index)) {
        forget(row);
        const [firstBound, boundCount] = [points.firstBound[point]!, points.boundCount[point]!];
        index = rows.shape[row] = shapes.acquire(bounds.values, firstBound, boundCount, length);
        rows.slot[row] = shapes.takeSlot(index);
      }
      const { slots, stride, lender } = shapes.of(index);
      lender.keep(rows.slot[row]!);
      const slot = rows.slot[row]! * stride;
      slots[slot + SLOT_COUNT] = points.value[point]!;
      slots[slot + SLOT_SUM] = points.sum[point]!;
      const first = points.firstCount[point]!;
      for (let i = 0; i < length; i++) slots[slot + SLOT_BUCKETS + i] = counts.values[first + i]!;
    },
    forget,
  };
}

/** What was added to each of `length` buckets, into `by`. */
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
