import type { DecodedMetric, Temporality } from '../intake/otlp/decoded.ts';
import type { Families } from './families.ts';
import type { KeyedState } from './keyed-state.ts';
import type { MeasureLimits } from './limits.ts';
import { observe, type Observation } from './observation.ts';
import type { Reading } from './reading.ts';
import type { RefusalReason } from './refusals.ts';
import { advanceCumulative, deltaStart, type StreamMemory } from './temporality.ts';
import { checkExponential, checkHistogram, numberProblem, optional, timeProblem, type Checked } from './validate.ts';

export type MeasuredMetric = Exclude<DecodedMetric, { kind: 'other' }>;
export type MetricPoint = MeasuredMetric['points'][number];

export type PointOutcome =
  | { readonly status: 'observed'; readonly observation: Observation }
  /** Taken, but there is nothing yet to compare it with. */
  | { readonly status: 'baseline' }
  | { readonly status: 'refused'; readonly reason: RefusalReason };

/** Turns points into observations: checks them, and takes temporality out of them by what their stream said before. */
export interface MetricStreams {
  read(
    metric: MeasuredMetric,
    point: MetricPoint,
    keys: { readonly stream: string; readonly family: string },
    receivedMs: number,
  ): PointOutcome;
}

/** OTLP's DataPointFlags. */
const NO_RECORDED_VALUE = 1;

interface Dependencies {
  readonly streams: KeyedState<StreamMemory>;
  readonly families: Families;
  readonly limits: MeasureLimits;
}

export function createMetricStreams({ streams, families, limits }: Dependencies): MetricStreams {
  return {
    read(metric, point, keys, receivedMs) {
      const refused = (reason: RefusalReason): PointOutcome => {
        if (streams.get(keys.stream) === undefined) families.incomplete(keys.family, receivedMs);
        return { status: 'refused', reason };
      };
      if ((point.flags & NO_RECORDED_VALUE) !== 0) return refused('no_recorded_value');
      const problem = timeProblem(point, receivedMs, limits);
      if (problem !== null) return refused(problem);
      const checked = checkPoint(metric, point, limits.maxBuckets);
      if (checked.status === 'refused') return refused(checked.reason);

      const previous = streams.get(keys.stream);
      const remember = (total: Reading | null): boolean => {
        const startMs = Math.max(point.startMs, previous?.startMs ?? 0);
        return streams.set(
          keys.stream,
          { startMs, lastMs: Math.max(point.timeMs, previous?.lastMs ?? 0), total },
          receivedMs,
        );
      };

      if (metricForm(metric) === 'cumulative') {
        const absentAtMs = families.reported(keys.family, point.startMs, point.timeMs, receivedMs);
        const total = checked.value;
        const advance = advanceCumulative(
          previous,
          { startMs: point.startMs, timeMs: point.timeMs, total },
          { absentAtMs, recentStartMs: limits.recentStartMs },
        );
        if (advance.status === 'refused') return advance;
        if (!remember(total)) return refused('cardinality');
        if (advance.status === 'baseline') return advance;
        return { status: 'observed', observation: observe(advance.added, advance.fromMs, point.timeMs, null) };
      }
      if (previous !== undefined && previous.lastMs === point.timeMs) return refused('duplicate');
      if (!remember(null)) return refused('cardinality');
      if (metricForm(metric) === 'level' && checked.value.kind === 'number') {
        return { status: 'observed', observation: { kind: 'level', timeMs: point.timeMs, value: checked.value.value } };
      }
      const fromMs = deltaStart(point.startMs, point.timeMs, previous);
      const max = 'max' in point ? optional(point.max) : null;
      return { status: 'observed', observation: observe(checked.value, fromMs, point.timeMs, max) };
    },
  };
}

/** How a metric's points relate to each other. A cumulative sum that may fall is a level: it says how many there are now. */
function metricForm(metric: MeasuredMetric): 'level' | 'delta' | 'cumulative' {
  if (metric.kind === 'gauge') return 'level';
  if (metric.temporality === 'delta') return 'delta';
  return metric.kind === 'sum' && !metric.monotonic ? 'level' : 'cumulative';
}

function checkPoint(metric: MeasuredMetric, point: MetricPoint, maxBuckets: number): Checked<Reading> {
  if (metric.kind !== 'gauge' && temporalityOf(metric) === 'unspecified')
    return { status: 'refused', reason: 'no_temporality' };
  if ('scale' in point) return checkExponential(point, maxBuckets);
  if ('bounds' in point) return checkHistogram(point, maxBuckets);
  const problem = numberProblem(point.value);
  if (problem !== null) return { status: 'refused', reason: problem };
  if (metric.kind === 'sum' && metric.monotonic && point.value < 0)
    return { status: 'refused', reason: 'negative_increase' };
  return { status: 'ok', value: { kind: 'number', value: point.value } };
}

function temporalityOf(metric: Exclude<MeasuredMetric, { kind: 'gauge' }>): Temporality {
  return metric.temporality;
}
