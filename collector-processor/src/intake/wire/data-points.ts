import { halvesToMs } from '../otlp/integers.ts';
import { takeAttributes } from './attribute-sums.ts';
import type { Cursor } from './cursor.ts';
import { bytesTag, DATA_POINT_ATTRIBUTES, fixed64Tag, varintTag } from './tags.ts';
import type { MetricColumns, Numbers, PointColumns } from './metric-columns.ts';

/** Reads the data point that the cursor stands in, up to its end, into a row. */
export type PointReader = (cursor: Cursor, columns: MetricColumns) => void;

/** Tags (field × 8 + wire type) of opentelemetry-proto's data points. */
const NUMBER_START = fixed64Tag(2);
const NUMBER_TIME = fixed64Tag(3);
const NUMBER_DOUBLE = fixed64Tag(4);
const NUMBER_INT = fixed64Tag(6);
const NUMBER_ATTRIBUTES = DATA_POINT_ATTRIBUTES.number;
const NUMBER_FLAGS = varintTag(8);

export const readNumberPoint: PointReader = (cursor, { points }) => {
  const { view, end } = cursor;
  const row = points.add();
  points.from[row] = cursor.pos;
  points.to[row] = end;
  let startMs = 0;
  let timeMs = 0;
  let value = NaN;
  let flags = 0;
  while (cursor.pos < end) {
    const start = cursor.pos;
    const tag = cursor.tag();
    switch (tag) {
      case NUMBER_ATTRIBUTES:
        takeAttributes(cursor, points, row, start, tag);
        break;
      case NUMBER_START:
        startMs = timeAt(view, cursor.fixed64());
        break;
      case NUMBER_TIME:
        timeMs = timeAt(view, cursor.fixed64());
        break;
      case NUMBER_DOUBLE:
        value = doubleAt(view, cursor.fixed64());
        break;
      case NUMBER_INT:
        value = signedAt(view, cursor.fixed64());
        break;
      case NUMBER_FLAGS:
        flags = cursor.varint();
        break;
      default:
        cursor.skip(tag);
    }
  }
  points.startMs[row] = startMs;
  points.timeMs[row] = timeMs;
  points.value[row] = value;
  points.flags[row] = flags;
};

const HISTOGRAM_START = fixed64Tag(2);
const HISTOGRAM_TIME = fixed64Tag(3);
const HISTOGRAM_COUNT = fixed64Tag(4);
const HISTOGRAM_SUM = fixed64Tag(5);
const HISTOGRAM_COUNTS = bytesTag(6);
const HISTOGRAM_COUNTS_UNPACKED = fixed64Tag(6);
const HISTOGRAM_BOUNDS = bytesTag(7);
const HISTOGRAM_BOUNDS_UNPACKED = fixed64Tag(7);
const HISTOGRAM_ATTRIBUTES = DATA_POINT_ATTRIBUTES.histogram;
const HISTOGRAM_FLAGS = varintTag(10);
const HISTOGRAM_MAX = fixed64Tag(12);

export const readHistogramPoint: PointReader = (cursor, { points, counts, bounds }) => {
  const { view } = cursor;
  const row = addDistribution(cursor, points);
  const firstCount = (points.firstCount[row] = counts.count);
  const firstBound = (points.firstBound[row] = bounds.count);
  while (cursor.pos < cursor.end) {
    const start = cursor.pos;
    const tag = cursor.tag();
    switch (tag) {
      case HISTOGRAM_ATTRIBUTES:
        takeAttributes(cursor, points, row, start, tag);
        break;
      case HISTOGRAM_START:
        points.startMs[row] = timeAt(view, cursor.fixed64());
        break;
      case HISTOGRAM_TIME:
        points.timeMs[row] = timeAt(view, cursor.fixed64());
        break;
      case HISTOGRAM_COUNT:
        points.value[row] = unsignedAt(view, cursor.fixed64());
        break;
      case HISTOGRAM_SUM:
        points.sum[row] = doubleAt(view, cursor.fixed64());
        break;
      case HISTOGRAM_MAX:
        points.max[row] = doubleAt(view, cursor.fixed64());
        break;
      case HISTOGRAM_COUNTS:
        readPackedUnsigned(cursor, counts);
        break;
      case HISTOGRAM_COUNTS_UNPACKED:
        counts.add(unsignedAt(view, cursor.fixed64()));
        break;
      case HISTOGRAM_BOUNDS:
        readPackedDoubles(cursor, bounds);
        break;
      case HISTOGRAM_BOUNDS_UNPACKED:
        bounds.add(doubleAt(view, cursor.fixed64()));
        break;
      case HISTOGRAM_FLAGS:
        points.flags[row] = cursor.varint();
        break;
      default:
        cursor.skip(tag);
    }
  }
  points.countCount[row] = counts.count - firstCount;
  points.boundCount[row] = bounds.count - firstBound;
};

const EXPONENTIAL_ATTRIBUTES = DATA_POINT_ATTRIBUTES.exponential;
const EXPONENTIAL_START = fixed64Tag(2);
const EXPONENTIAL_TIME = fixed64Tag(3);
const EXPONENTIAL_COUNT = fixed64Tag(4);
const EXPONENTIAL_SUM = fixed64Tag(5);
const EXPONENTIAL_SCALE = varintTag(6);
const EXPONENTIAL_ZERO_COUNT = fixed64Tag(7);
const EXPONENTIAL_POSITIVE = bytesTag(8);
const EXPONENTIAL_NEGATIVE = bytesTag(9);
const EXPONENTIAL_FLAGS = varintTag(10);
const EXPONENTIAL_MAX = fixed64Tag(13);
const EXPONENTIAL_ZERO_THRESHOLD = fixed64Tag(14);

export const readExponentialPoint: PointReader = (cursor, { points, counts, bounds }) => {
  const { view } = cursor;
  const row = addDistribution(cursor, points);
  const firstCount = (points.firstCount[row] = counts.count);
  const firstBound = (points.firstBound[row] = bounds.count);
  points.scale[row] = points.positiveOffset[row] = points.negativeOffset[row] = 0;
  points.zeroCount[row] = points.zeroThreshold[row] = 0;
  while (cursor.pos < cursor.end) {
    const start = cursor.pos;
    const tag = cursor.tag();
    switch (tag) {
      case EXPONENTIAL_ATTRIBUTES:
        takeAttributes(cursor, points, row, start, tag);
        break;
      case EXPONENTIAL_START:
        points.startMs[row] = timeAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_TIME:
        points.timeMs[row] = timeAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_COUNT:
        points.value[row] = unsignedAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_SUM:
        points.sum[row] = doubleAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_MAX:
        points.max[row] = doubleAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_SCALE:
        points.scale[row] = cursor.sint32();
        break;
      case EXPONENTIAL_ZERO_COUNT:
        points.zeroCount[row] = unsignedAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_ZERO_THRESHOLD:
        points.zeroThreshold[row] = doubleAt(view, cursor.fixed64());
        break;
      case EXPONENTIAL_POSITIVE:
        points.positiveOffset[row] = readBuckets(cursor, counts, points.positiveOffset[row]!);
        break;
      case EXPONENTIAL_NEGATIVE:
        points.negativeOffset[row] = readBuckets(cursor, bounds, points.negativeOffset[row]!);
        break;
      case EXPONENTIAL_FLAGS:
        points.flags[row] = cursor.varint();
        break;
      default:
        cursor.skip(tag);
    }
  }
  points.countCount[row] = counts.count - firstCount;
  points.boundCount[row] = bounds.count - firstBound;
};

const BUCKETS_OFFSET = varintTag(1);
const BUCKETS_COUNTS = bytesTag(2);
const BUCKETS_COUNTS_UNPACKED = varintTag(2);

/** Reads the buckets that begin with their length here. @returns their offset, as far as they say one */
function readBuckets(cursor: Cursor, counts: Numbers, before: number): number {
  const outer = cursor.enter();
  let offset = before;
  while (cursor.pos < cursor.end) {
    const tag = cursor.tag();
    if (tag === BUCKETS_OFFSET) offset = cursor.sint32();
    else if (tag === BUCKETS_COUNTS_UNPACKED) counts.add(cursor.unsigned());
    else if (tag !== BUCKETS_COUNTS) cursor.skip(tag);
    else {
      const message = cursor.enter();
      while (cursor.pos < cursor.end) counts.add(cursor.unsigned());
      cursor.end = message;
    }
  }
  cursor.end = outer;
  return offset;
}

// Two functions: a number that comes back from one that is handed in is put on the heap.
function readPackedUnsigned(cursor: Cursor, into: Numbers): void {
  const outer = cursor.enter();
  while (cursor.pos < cursor.end) into.add(unsignedAt(cursor.view, cursor.fixed64()));
  cursor.end = outer;
}

function readPackedDoubles(cursor: Cursor, into: Numbers): void {
  const outer = cursor.enter();
  while (cursor.pos < cursor.end) into.add(doubleAt(cursor.view, cursor.fixed64()));
  cursor.end = outer;
}

function addDistribution(cursor: Cursor, points: PointColumns): number {
  const row = points.add();
  points.value[row] = points.flags[row] = points.startMs[row] = points.timeMs[row] = 0;
  points.from[row] = cursor.pos;
  points.to[row] = cursor.end;
  points.sum[row] = points.max[row] = NaN;
  return row;
}

const TWO_32 = 4_294_967_296;

function doubleAt(view: DataView, at: number): number {
  return view.getFloat64(at, true);
}

/** Nanoseconds since the epoch in eight bytes, as milliseconds. */
export function timeAt(view: DataView, at: number): number {
  return halvesToMs(view.getUint32(at + 4, true), view.getUint32(at, true));
}

/** Exact below 2^53, the nearest double above. */
function unsignedAt(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * TWO_32 + view.getUint32(at, true);
}

/** Two's complement; exact within ±2^53, the nearest double beyond. */
function signedAt(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * TWO_32 + view.getUint32(at, true);
}
