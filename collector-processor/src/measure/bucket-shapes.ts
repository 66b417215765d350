import type { Lendable, Loan } from '../lent.ts';
import { createLender } from '../lender.ts';
import { widened } from '../widened.ts';
import { explicitBuckets, type Buckets, type BucketSource } from './buckets.ts';

/** Numbers of a slot before its counts: the count of all, and the sum (NaN where the sender gives none). */
export const SLOT_COUNT = 0;
export const SLOT_SUM = 1;
export const SLOT_BUCKETS = 2;

/** Bounds of explicit buckets that some stream has, and the last totals of all streams that have them. */
export interface BucketShape extends BucketSource {
  readonly bounds: Float64Array;
  /** How many counts: one more than bounds, or none. */
  readonly length: number;
  /** Slot i begins at i × stride. */
  readonly stride: number;
  slots: Float64Array<ArrayBuffer>;
  used: number;
  readonly free: number[];
  /** Streams that have it. */
  streams: number;
  /** Its slots are lent by. */
  readonly lender: ReturnType<typeof createLender>;
}

/** Plain data. */
export type ShapesSnapshot = readonly {
  readonly index: number;
  readonly bounds: Float64Array;
  readonly length: number;
  readonly slots: Float64Array;
  readonly free: readonly number[];
}[];

const MAX_PASSING = 1024;

/**
 * The shapes of histograms. Most senders share a few, so a stream keeps an index and the counts alone. A shape that no
 * stream has any more is forgotten.
 */
export function createBucketShapes() {
  const shapes: (BucketShape | undefined)[] = [];
  const freeIndexes: number[] = [];
  const byBounds = new Map<string, number>();
  /** Of streams that keep no totals. */
  const passing = new Map<string, BucketShape>();
  let latest = createShape(new Float64Array(0), 1);

  function shapeOf(index: number): BucketShape {
    const shape = shapes[index];
    if (shape === undefined) throw new RangeError(`no bucket shape ${index}`);
    return shape;
  }

  const stateBy = <Slots>(slotsOf: (shape: BucketShape) => Slots) =>
    shapes.flatMap((shape, index) => {
      if (shape === undefined) return [];
      const { bounds, length, free } = shape;
      return [{ index, bounds, length, slots: slotsOf(shape), free: [...free] }];
    });

  return {
    of: shapeOf,
    /** Whether these are its bounds. */
    has: (index: number, bounds: Float64Array, first: number, count: number): boolean =>
      sameBounds(shapeOf(index).bounds, bounds, first, count),
    /** Buckets with these bounds: the same object for the same ones, as a rule, so that they can be compared by identity. */
    bucketsOf(bounds: Float64Array, first: number, count: number): BucketSource {
      if (sameBounds(latest.bounds, bounds, first, count)) return latest;
      const key = bounds.subarray(first, first + count).join(' ');
      let found = passing.get(key);
      if (found === undefined) {
        if (passing.size >= MAX_PASSING) passing.clear();
        passing.set(key, (found = createShape(bounds.slice(first, first + count), count + 1)));
      }
      return (latest = found);
    },
    /** The index of these bounds, for one stream more. */
    acquire(bounds: Float64Array, first: number, count: number, length: number): number {
      const key = `${length} ${bounds.subarray(first, first + count).join(' ')}`;
      let index = byBounds.get(key);
      if (index === undefined) {
        index = freeIndexes.pop() ?? shapes.length;
        shapes[index] = createShape(bounds.slice(first, first + count), length);
        byBounds.set(key, index);
      }
      shapeOf(index).streams++;
      return index;
    },
    /** Room for the totals of one of its streams. */
    takeSlot(index: number): number {
      const shape = shapeOf(index);
      const slot = shape.free.pop() ?? shape.used++;
      while (shape.used * shape.stride > shape.slots.length) shape.slots = widened(shape.slots);
      return slot;
    },
    /** A stream has it no more. @param slot what it took, or a negative number */
    release(index: number, slot: number): void {
      const shape = shapeOf(index);
      if (slot >= 0) shape.free.push(slot);
      if (--shape.streams > 0) return;
      shapes[index] = undefined;
      freeIndexes.push(index);
      byBounds.delete(keyOf(shape));
    },
    snapshot: (): ShapesSnapshot => stateBy((shape) => shape.slots.slice(0, shape.used * shape.stride)),
    /** For a checkpoint, if `lender.keep` is called with a slot before it changes. */
    lend: (loan: Loan): Lendable<ShapesSnapshot> =>
      stateBy(({ slots, used, stride, lender }) => {
        return lender.lend({ slots: slots.subarray(0, used * stride) }, loan, { slots: stride }).slots;
      }),
    /** @param streams the shapes of all streams that there are */
    restore(snapshot: ShapesSnapshot, streams: Int32Array): void {
      shapes.length = freeIndexes.length = 0;
      byBounds.clear();
      for (const { index, bounds, length, slots, free } of snapshot) {
        const shape = createShape(bounds, length);
        shape.slots = widened(new Float64Array(slots), Math.max(slots.length, shape.stride));
        shape.used = slots.length / shape.stride;
        shape.free.push(...free);
        shapes[index] = shape;
      }
      for (const index of streams) if (index >= 0) shapeOf(index).streams++;
      for (let index = 0; index < shapes.length; index++) {
        const shape = shapes[index];
        if (shape !== undefined && shape.streams > 0) byBounds.set(keyOf(shape), index);
        else {
          shapes[index] = undefined;
          freeIndexes.push(index);
        }
      }
    },
  };
}

const keyOf = ({ length, bounds }: BucketShape): string => `${length} ${bounds.join(' ')}`;

function sameBounds(one: Float64Array, other: Float64Array, first: number, count: number): boolean {
  if (one.length !== count) return false;
  for (let i = 0; i < count; i++) if (one[i] !== other[first + i]) return false;
  return true;
}

function createShape(bounds: Float64Array, length: number): BucketShape {
  const stride = SLOT_BUCKETS + length;
  const scaled = new Map<number, Buckets>();
  return {
    bounds,
    length,
    stride,
    slots: new Float64Array(stride),
    used: 0,
    free: [],
    streams: 0,
    lender: createLender(),
    scaled(divisor) {
      let buckets = scaled.get(divisor);
      if (buckets === undefined) scaled.set(divisor, (buckets = explicitBuckets(bounds, divisor)));
      return buckets;
    },
  };
}
