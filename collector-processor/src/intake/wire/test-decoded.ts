import type { DecodedMetric, DecodedMetrics, DecodeResult } from '../otlp/decoded.ts';
import { WireError } from './cursor.ts';
import { EXPONENTIAL, GAUGE, HISTOGRAM, SUM, type MetricColumns } from './metric-columns.ts';
import { metricTexts, pointAttributes, resourceAttributes, scopeTexts } from './texts.ts';
import type { WireResult } from './wire-result.ts';

/** Columns as the plain form, for comparing readers. */
export function decodedMetrics(result: WireResult<MetricColumns>): DecodeResult<DecodedMetrics> {
  if (result.status === 'malformed') return result;
  const { columns } = result;
  const { resources, scopes, metrics } = columns;
  const rows = (count: number, parentOf: (row: number) => number, parent: number): number[] =>
    Array.from({ length: count }, (_, row) => row).filter((row) => parentOf(row) === parent);
  try {
    return {
      status: 'decoded',
      request: {
        malformed: { count: 0, message: '' },
        resources: Array.from({ length: resources.count }, (_, resource) => ({
          attributes: resourceAttributes(columns, resource),
          scopes: rows(scopes.count, (row) => scopes.resource[row]!, resource).map((scope) => ({
            ...scopeTexts(columns, scope),
            items: rows(metrics.count, (row) => metrics.scope[row]!, scope).map((row) => metric(columns, row)),
          })),
        })),
      },
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { status: 'malformed', error: error.message };
  }
}

function metric(columns: MetricColumns, row: number): DecodedMetric {
  const { metrics, points } = columns;
  const head = metricTexts(columns, row);
  const first = metrics.firstPoint[row]!;
  const temporality = (['unspecified', 'delta', 'cumulative'] as const)[metrics.temporality[row]!] ?? 'unspecified';
  const each = <Point>(read: (point: number) => Point): Point[] =>
    Array.from({ length: metrics.pointCount[row]! }, (_, i) => read(first + i));
  const common = (point: number) => ({
    attributes: pointAttributes(columns, row, point),
    startMs: points.startMs[point]!,
    timeMs: points.timeMs[point]!,
    flags: points.flags[point]!,
  });
  const number = (point: number) => ({ ...common(point), value: points.value[point]! });
  const counts = (point: number) => slice(columns.counts, points.firstCount[point]!, points.countCount[point]!);
  const bounds = (point: number) => slice(columns.bounds, points.firstBound[point]!, points.boundCount[point]!);
  const totals = (point: number) => ({
    count: points.value[point]!,
    sum: points.sum[point]!,
    max: points.max[point]!,
  });
  switch (metrics.kind[row]) {
    case GAUGE:
      return { ...head, kind: 'gauge', points: each(number) };
    case SUM:
      return { ...head, kind: 'sum', temporality, monotonic: metrics.monotonic[row] === 1, points: each(number) };
    case HISTOGRAM:
      return {
        ...head,
        kind: 'histogram',
        temporality,
        points: each((point) => ({ ...common(point), ...totals(point), bounds: bounds(point), counts: counts(point) })),
      };
    case EXPONENTIAL:
      return {
        ...head,
        kind: 'exponential',
        temporality,
        points: each((point) => ({
          ...common(point),
          ...totals(point),
          scale: points.scale[point]!,
          zeroCount: points.zeroCount[point]!,
          zeroThreshold: points.zeroThreshold[point]!,
          positive: { offset: points.positiveOffset[point]!, counts: counts(point) },
          negative: { offset: points.negativeOffset[point]!, counts: bounds(point) },
        })),
      };
    default:
      return { ...head, kind: 'other', pointCount: metrics.pointCount[row]! };
  }
}

function slice({ values }: { readonly values: Float64Array }, first: number, count: number): number[] {
  return [...values.subarray(first, first + count)];
}
