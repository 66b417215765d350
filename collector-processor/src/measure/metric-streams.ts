import {
  CUMULATIVE,
  DELTA,
  EXPONENTIAL,
  GAUGE,
  HISTOGRAM,
  SUM,
  type MetricColumns,
} from '../intake/wire/metric-columns.ts';
import { SLOT_BUCKETS, SLOT_COUNT, SLOT_SUM } from './bucket-shapes.ts';
import type { Families } from './families.ts';
import type { MeasureLimits } from './limits.ts';
import { NO_BUCKETS, observeExponential, type Observation } from './observation.ts';
import { subtractCounts, subtractExponential, type Change, type ExponentialReading } from './reading.ts';
import type { RefusalReason } from './refusals.ts';
import { NOT, type StreamTable } from './stream-table.ts';
import { advanceCumulative, deltaStart } from './temporality.ts';
import { exponentialProblem, histogramProblem, numberProblem, timeProblem } from './validate.ts';

/** `baseline`: taken, but there is nothing yet to compare it with. A refusal by its reason. */
export type PointOutcome = 'observed' | 'baseline' | RefusalReason;

/** Turns points into observations: checks them, and takes temporality out of them by what their stream said before. */
export interface MetricStreams {
  /** The row of the point that was read last; NOT where it was refused before it had one. */
  row(): number;
  /**
   * @param row of its stream, or NOT: then it is known by its digest from now on
   * @param family key of its metric's streams
   */
  read(
    columns: MetricColumns,
    metric: number,
    point: number,
    row: number,
    digest: Int32Array,
    family: string,
    receivedMs: number,
  ): PointOutcome;
  /** Families were forgotten, or are others now. */
  forgetFamilies(): void;
}

/** OTLP's DataPointFlags. */
const NO_RECORDED_VALUE = 1;

interface Dependencies {
  readonly streams: StreamTable;
  readonly families: Families;
  readonly limits: MeasureLimits;
  /** What an observed point tells is left here. */
  readonly observation: Observation;
}

export function createMetricStreams({ streams, families, limits, observation }: Dependencies): MetricStreams {
  const { rows, shapes, exponentials } = streams;
  let row = NOT;
  let scratch = new Float64Array(64);
  /** Points come metric by metric: looked up once for all of one. */
  let latestFamily = { key: '', row: NOT };

  function read(
    columns: MetricColumns,
    metric: number,
    point: number,
    known: number,
    digest: Int32Array,
    family: string,
    receivedMs: number,
  ): PointOutcome {
    row = known;
    const { points, metrics } = columns;
    const startMs = points.startMs[point]!;
    const timeMs = points.timeMs[point]!;
    const problem =
      (points.flags[point]! & NO_RECORDED_VALUE) !== 0
        ? 'no_recorded_value'
        : (timeProblem(startMs, timeMs, receivedMs, limits) ?? valueProblem(columns, metric, point));
    if (problem !== null) return refused(problem, family, receivedMs);
    const form = formOf(metrics.kind[metric]!, metrics.temporality[metric]!, metrics.monotonic[metric]!);
    if (form === 'cumulative') return readTotal(columns, metric, point, digest, family, receivedMs);

    const lastMs = known === NOT ? NaN : rows.lastMs[known]!;
    if (lastMs === timeMs) return 'duplicate';
    if (!remember(startMs, timeMs, digest, receivedMs)) return refused('cardinality', family, receivedMs);
    forgetTotal(metrics.kind[metric]!);
    rows.family[row] = NOT;
    observation.toMs = timeMs;
    observation.fromMs = form === 'level' ? timeMs : deltaStart(startMs, timeMs, lastMs);
    observeWhole(columns, metric, point, points.max[point]!);
    if (form === 'level') observation.kind = 'level';
    return 'observed';
  }

  function refused(reason: RefusalReason, family: string, receivedMs: number): RefusalReason {
    if (row === NOT) families.incomplete(families.find(family), receivedMs);
    return reason;
  }

  function valueProblem(columns: MetricColumns, metric: number, point: number): RefusalReason | null {
    const { metrics, points } = columns;
    const kind = metrics.kind[metric]!;
    const temporality = metrics.temporality[metric]!;
    if (kind !== GAUGE && temporality !== DELTA && temporality !== CUMULATIVE) return 'no_temporality';
    if (kind === HISTOGRAM) return histogramProblem(columns, point, limits.maxBuckets);
    if (kind === EXPONENTIAL) return exponentialProblem(columns, point, limits.maxBuckets);
    const value = points.value[point]!;
    const problem = numberProblem(value);
    if (problem !== null) return problem;
    return kind === SUM && metrics.monotonic[metric] !== 0 && value < 0 ? 'negative_increase' : null;
  }

  /** @returns false when there are too many streams already */
  function remember(startMs: number, timeMs: number, digest: Int32Array, receivedMs: number): boolean {
    if (row === NOT) row = streams.add(digest);
    if (row === NOT) return false;
    rows.startMs[row] = Math.max(startMs, rows.startMs[row]!);
    rows.lastMs[row] = Math.max(timeMs, rows.lastMs[row]!);
    rows.seenMs[row] = receivedMs;
    return true;
  }

  function readTotal(
    columns: MetricColumns,
    metric: number,
    point: number,
    digest: Int32Array,
    familyKey: string,
    receivedMs: number,
  ): PointOutcome {
    const startMs = columns.points.startMs[point]!;
    const timeMs = columns.points.timeMs[point]!;
    const kind = columns.metrics.kind[metric]!;
    const family = familyOf(familyKey);
    const absentAtMs = families.reported(family, startMs, timeMs, receivedMs);
    const known = row !== NOT;
    const lastMs = known ? rows.lastMs[row]! : NaN;
    const advance = advanceCumulative(
      known && hasTotal(kind),
      known ? rows.startMs[row]! : NaN,
      lastMs,
      startMs,
      timeMs,
      absentAtMs,
      limits.recentStartMs,
    );
    if (advance === 'duplicate' || advance === 'out_of_order') return advance;
    observation.toMs = timeMs;
    const change = advance === 'grown' ? observeGrowth(columns, kind, point) : 'decreased';
    if (advance === 'since_absent') observation.fromMs = Math.max(startMs, absentAtMs);
    else if (advance === 'since_start') observation.fromMs = startMs;
    else observation.fromMs = change === 'increased' ? lastMs : Math.max(lastMs, startMs);
    if (advance !== 'baseline' && change === 'decreased') observeWhole(columns, metric, point, NaN);
    if (!remember(startMs, timeMs, digest, receivedMs)) return refused('cardinality', familyKey, receivedMs);
    rows.family[row] = family;
    keepTotal(columns, kind, point);
    return advance === 'baseline' || change === 'incomparable' ? 'baseline' : 'observed';
  }

  function familyOf(key: string): number {
    if (latestFamily.key !== key || latestFamily.row === NOT) latestFamily = { key, row: families.take(key) };
    return latestFamily.row;
  }

  function hasTotal(kind: number): boolean {
    if (kind === HISTOGRAM) return rows.slot[row] !== NOT;
    return kind === EXPONENTIAL ? exponentials.has(row) : !Number.isNaN(rows.total[row]!);
  }

  /** What was added since the stream's last total. */
  function observeGrowth(columns: MetricColumns, kind: number, point: number): Change {
    const value = columns.points.value[point]!;
    if (kind === HISTOGRAM) return observeBucketGrowth(columns, point);
    if (kind === EXPONENTIAL) {
      const difference = subtractExponential(exponentialAt(columns, point), exponentials.get(row)!);
      if (difference.status === 'increased') observeExponential(observation, difference.by, NaN);
      return difference.status;
    }
    const added = value - rows.total[row]!;
    if (added < 0) return 'decreased';
    observation.kind = 'increase';
    observation.value = added;
    return 'increased';
  }

  function observeBucketGrowth({ points, counts, bounds }: MetricColumns, point: number): Change {
    const shapeIndex = rows.shape[row]!;
    const shape = shapes.of(shapeIndex);
    const slot = rows.slot[row]! * shape.stride;
    const added = points.value[point]! - shape.slots[slot + SLOT_COUNT]!;
    if (added < 0) return 'decreased';
    const { length } = shape;
    const isSame =
      points.countCount[point] === length &&
      shapes.has(shapeIndex, bounds.values, points.firstBound[point]!, points.boundCount[point]!);
    if (!isSame) return 'incomparable';
    makeScratch(length);
    const change = subtractCounts(
      counts.values,
      points.firstCount[point]!,
      shape.slots,
      slot + SLOT_BUCKETS,
      length,
      scratch,
    );
    observation.kind = 'distribution';
    observation.value = added;
    observation.sum = points.sum[point]! - shape.slots[slot + SLOT_SUM]!;
    observation.max = NaN;
    observation.buckets = shape;
    observation.counts = scratch;
    return change;
  }

  /** All that the point says. A histogram's stream has its shape from then on. */
  function observeWhole(columns: MetricColumns, metric: number, point: number, max: number): void {
    const { points, counts } = columns;
    const kind = columns.metrics.kind[metric]!;
    if (kind === EXPONENTIAL) return observeExponential(observation, exponentialAt(columns, point), max);
    observation.kind = kind === HISTOGRAM ? 'distribution' : 'increase';
    observation.value = points.value[point]!;
    if (kind !== HISTOGRAM) return;
    const length = points.countCount[point]!;
    const first = points.firstCount[point]!;
    makeScratch(length);
    for (let i = 0; i < length; i++) scratch[i] = counts.values[first + i]!;
    observation.sum = points.sum[point]!;
    observation.max = max;
    observation.counts = scratch;
    observation.buckets =
      length === 0 ? NO_BUCKETS : shapes.bucketsOf(columns.bounds.values, points.firstBound[point]!, length - 1);
  }

  function makeScratch(length: number): void {
    if (scratch.length < length) scratch = new Float64Array(length * 2);
  }

  function keepTotal(columns: MetricColumns, kind: number, point: number): void {
    const { points, counts, bounds } = columns;
    if (kind === EXPONENTIAL) exponentials.set(row, exponentialAt(columns, point));
    else if (kind !== HISTOGRAM) rows.total[row] = points.value[point]!;
    else {
      const length = points.countCount[point]!;
      const firstBound = points.firstBound[point]!;
      const boundCount = points.boundCount[point]!;
      let index = rows.shape[row]!;
      if (
        index === NOT ||
        shapes.of(index).length !== length ||
        !shapes.has(index, bounds.values, firstBound, boundCount)
      ) {
        forgetTotal(kind);
        index = rows.shape[row] = shapes.acquire(bounds.values, firstBound, boundCount, length);
        rows.slot[row] = shapes.takeSlot(index);
      }
      const shape = shapes.of(index);
      const slot = rows.slot[row]! * shape.stride;
      shape.slots[slot + SLOT_COUNT] = points.value[point]!;
      shape.slots[slot + SLOT_SUM] = points.sum[point]!;
      const first = points.firstCount[point]!;
      for (let i = 0; i < length; i++) shape.slots[slot + SLOT_BUCKETS + i] = counts.values[first + i]!;
    }
  }

  /** From now on only the time of what the stream says matters. */
  function forgetTotal(kind: number): void {
    if (kind === HISTOGRAM) {
      if (rows.shape[row] !== NOT) shapes.release(rows.shape[row]!, rows.slot[row]!);
      rows.shape[row] = rows.slot[row] = NOT;
    } else if (kind === EXPONENTIAL) exponentials.delete(row);
    else rows.total[row] = NaN;
  }

  return {
    row: () => row,
    read,
    forgetFamilies() {
      latestFamily = { key: '', row: NOT };
    },
  };
}

/** How a metric's points relate to each other. A cumulative sum that may fall is a level: it says how many there are now. */
function formOf(kind: number, temporality: number, monotonic: number): 'level' | 'delta' | 'cumulative' {
  if (kind === GAUGE) return 'level';
  if (temporality === DELTA) return 'delta';
  return kind === SUM && monotonic === 0 ? 'level' : 'cumulative';
}

function exponentialAt({ points, counts, bounds }: MetricColumns, point: number): ExponentialReading {
  const slice = (values: Float64Array, first: number, count: number) =>
    Array.from(values.subarray(first, first + count));
  return {
    count: points.value[point]!,
    sum: points.sum[point]!,
    scale: points.scale[point]!,
    zeroThreshold: points.zeroThreshold[point]!,
    zeroCount: points.zeroCount[point]!,
    positive: {
      offset: points.positiveOffset[point]!,
      counts: slice(counts.values, points.firstCount[point]!, points.countCount[point]!),
    },
    negative: {
      offset: points.negativeOffset[point]!,
      counts: slice(bounds.values, points.firstBound[point]!, points.boundCount[point]!),
    },
  };
}
