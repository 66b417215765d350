import { ValueType } from '@opentelemetry/api';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type GaugeMetricData,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { attributesOf, type DerivedColumn, type DerivedTable } from '../derived-table.ts';

/** Some rows of a table: what is queued and sent as one. */
export interface TableSlice {
  readonly table: DerivedTable;
  readonly rows: readonly number[];
}

/** Points of a slice at most; an absent value gives none. */
export function pointsOf({ table, rows }: TableSlice): number {
  return rows.length * table.columns.length;
}

/** The name alone: a receiver that promotes resource attributes would label the user's series with Tidemark's version. */
export const DERIVED_RESOURCE: Resource = resourceFromAttributes({ 'service.name': 'tidemark' });

/** One gauge a metric, each point at its step's own time. */
export function toResourceMetrics(resource: Resource, slices: readonly TableSlice[]): ResourceMetrics {
  const gauges = new Map<string, GaugeMetricData & { dataPoints: DataPoint<number>[] }>();
  for (const { table, rows } of slices) {
    const time: [number, number] = [Math.floor(table.timeMs / 1000), (table.timeMs % 1000) * 1e6];
    const attributesBy = new Map<DerivedColumn['attributes'], Record<string, string>[]>();
    for (const { name, description, attributes, values } of table.columns) {
      let gauge = gauges.get(name);
      if (gauge === undefined) gauges.set(name, (gauge = emptyGauge(name, description)));
      let ofRows = attributesBy.get(attributes);
      if (ofRows === undefined) {
        ofRows = rows.map((row) => attributesOf(table.series[row]!, attributes));
        attributesBy.set(attributes, ofRows);
      }
      for (let i = 0; i < rows.length; i++) {
        const value = values[rows[i]!]!;
        if (Number.isFinite(value)) {
          gauge.dataPoints.push({ startTime: time, endTime: time, attributes: ofRows[i]!, value });
        }
      }
    }
  }
  const metrics = [...gauges.values()].filter(({ dataPoints }) => dataPoints.length > 0);
  return { resource, scopeMetrics: [{ scope: { name: 'tidemark' }, metrics }] };
}

function emptyGauge(name: string, description: string) {
  return {
    descriptor: { name, description, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: DataPointType.GAUGE as const,
    dataPoints: [] as DataPoint<number>[],
  };
}

/** Points that really are in it. */
export function countPoints({ scopeMetrics }: ResourceMetrics): number {
  return scopeMetrics.flatMap(({ metrics }) => metrics).reduce((sum, metric) => sum + metric.dataPoints.length, 0);
}
