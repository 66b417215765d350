import { DELTA, EXPONENTIAL, GAUGE, HISTOGRAM, SUM, type MetricColumns } from '../intake/wire/metric-columns.ts';
import { createBucketTotals } from './bucket-totals.ts';
import { createExponentialTotals } from './exponential/totals.ts';
import type { Families } from './families.ts';
import type { MeasureLimits } from './limits.ts';
import { createNumberTotals } from './number-totals.ts';
import type { Observation } from './observation.ts';
import type { RefusalReason } from './refusals.ts';
import { NOT, type StreamTable } from './stream-table.ts';
import { advanceCumulative, deltaStart } from './temporality.ts';
import type { Totals } from './totals.ts';
import { timeProblem, valueProblem } from './validate.ts';

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
  const { rows } = streams;
  const numbers = createNumberTotals(streams, observation);
  const buckets = createBucketTotals(streams, observation);
  const exponentials = createExponentialTotals(streams, observation, limits.maxBuckets);
  let row = NOT;
  /** Points come metric by metric: looked up once for all of one. */
  let latestFamily = { key: '', row: NOT };

  function totalsOf(kind: number): Totals {
    if (kind === HISTOGRAM) return buckets;
    return kind === EXPONENTIAL ? exponentials : numbers;
  }

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
        : (timeProblem(startMs, timeMs, receivedMs, limits) ?? valueProblem(columns, metric, point, limits.maxBuckets));
    if (problem !== null) return refused(problem, family, receivedMs);
    const kind = metrics.kind[metric]!;
    const totals = totalsOf(kind);
    const form = formOf(kind, metrics.temporality[metric]!, metrics.monotonic[metric]!);
    if (form === 'cumulative') return readTotal(columns, totals, point, digest, family, receivedMs);

    const lastMs = known === NOT ? NaN : rows.lastMs[known]!;
    if (lastMs === timeMs) return 'duplicate';
    if (!remember(startMs, timeMs, digest, receivedMs)) return refused('cardinality', family, receivedMs);
    totals.forget(row);
    rows.family[row] = NOT;
    observation.toMs = timeMs;
    observation.fromMs = form === 'level' ? timeMs : deltaStart(startMs, timeMs, lastMs);
    totals.read(columns, point);
    totals.observeWhole(true);
    if (form === 'level') observation.kind = 'level';
    return 'observed';
  }

  function refused(reason: RefusalReason, family: string, receivedMs: number): RefusalReason {
    if (row === NOT) families.incomplete(families.find(family), receivedMs);
    return reason;
  }

  /** @returns false when there are too many streams already */
  function remember(startMs: number, timeMs: number, digest: Int32Array, receivedMs: number): boolean {
    if (row === NOT) row = streams.add(digest);
    if (row === NOT) return false;
    streams.keep(row);
    rows.startMs[row] = Math.max(startMs, rows.startMs[row]!);
    rows.lastMs[row] = Math.max(timeMs, rows.lastMs[row]!);
    rows.seenMs[row] = receivedMs;
    return true;
  }

  function readTotal(
    columns: MetricColumns,
    totals: Totals,
    point: number,
    digest: Int32Array,
    familyKey: string,
    receivedMs: number,
  ): PointOutcome {
    const startMs = columns.points.startMs[point]!;
    const timeMs = columns.points.timeMs[point]!;
    const family = familyOf(familyKey);
    const absentAtMs = families.reported(family, startMs, timeMs, receivedMs);
    const known = row !== NOT;
    const lastMs = known ? rows.lastMs[row]! : NaN;
    const advance = advanceCumulative(
      known && totals.has(row),
      known ? rows.startMs[row]! : NaN,
      lastMs,
      startMs,
      timeMs,
      absentAtMs,
      limits.recentStartMs,
    );
    if (advance === 'duplicate' || advance === 'out_of_order') return advance;
    totals.read(columns, point);
    observation.toMs = timeMs;
    const change = advance === 'grown' ? totals.observeGrowth(row) : 'decreased';
    if (advance === 'since_absent') observation.fromMs = Math.max(startMs, absentAtMs);
    else if (advance === 'since_start') observation.fromMs = startMs;
    else observation.fromMs = change === 'increased' ? lastMs : Math.max(lastMs, startMs);
    if (advance !== 'baseline' && change === 'decreased') totals.observeWhole(false);
    if (!remember(startMs, timeMs, digest, receivedMs)) return refused('cardinality', familyKey, receivedMs);
    rows.family[row] = family;
    totals.keep(row);
    return advance === 'baseline' || change === 'incomparable' ? 'baseline' : 'observed';
  }

  function familyOf(key: string): number {
    if (latestFamily.key !== key || latestFamily.row === NOT) latestFamily = { key, row: families.take(key) };
    return latestFamily.row;
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
