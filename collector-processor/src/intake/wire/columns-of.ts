import type { Attributes, DecodedMetric, DecodedMetrics } from '../otlp/decoded.ts';
import { AttributeWriter } from './attribute-writer.ts';
import type { MetricColumns } from './metric-columns.ts';
import {
  CUMULATIVE,
  DELTA,
  EXPONENTIAL,
  GAUGE,
  HISTOGRAM,
  OTHER,
  SUM,
  type AttributeColumns,
} from './metric-columns.ts';
import { attributesTag, RESOURCE_ATTRIBUTES, RESOURCE_OF } from './tags.ts';

const KINDS = { gauge: GAUGE, sum: SUM, histogram: HISTOGRAM, exponential: EXPONENTIAL, other: OTHER } as const;
const TEMPORALITIES = { unspecified: 0, delta: DELTA, cumulative: CUMULATIVE } as const;

/** A request in the plain form (from JSON, or made by hand) as the columns that the streaming reader fills. */
export function columnsOf({ resources }: DecodedMetrics, columns: MetricColumns): MetricColumns {
  const writer = new AttributeWriter();
  columns.clear(new Uint8Array(0));
  for (const resource of resources) {
    const row = columns.resources.add();
    columns.resources.from[row] = writer.length;
    const end = writer.nested(RESOURCE_OF, () => set(columns.resources, row, resource.attributes, RESOURCE_ATTRIBUTES));
    columns.resources.to[row] = end;
    for (const scope of resource.scopes) {
      const scopeRow = columns.scopes.add(row);
      [columns.scopes.nameFrom[scopeRow], columns.scopes.nameTo[scopeRow]] = writer.text(scope.name);
      [columns.scopes.versionFrom[scopeRow], columns.scopes.versionTo[scopeRow]] = writer.text(scope.version);
      for (const metric of scope.items) addMetric(metric, scopeRow);
    }
  }
  columns.setBytes(writer.bytes());
  return columns;

  function set(sets: AttributeColumns, row: number, attributes: Attributes, tag: number): void {
    sets.attributeCount[row] = attributes.length;
    [sets.attributesFrom[row], sets.attributesTo[row]] = writer.attributes(attributes, tag);
  }

  function addMetric(metric: DecodedMetric, scopeRow: number): void {
    const { metrics, points, counts, bounds } = columns;
    const row = metrics.add(scopeRow, points.count);
    [metrics.nameFrom[row], metrics.nameTo[row]] = writer.text(metric.name);
    [metrics.unitFrom[row], metrics.unitTo[row]] = writer.text(metric.unit);
    const kind = (metrics.kind[row] = KINDS[metric.kind]);
    metrics.pointCount[row] = metric.kind === 'other' ? metric.pointCount : metric.points.length;
    if (metric.kind === 'other') return;
    if (metric.kind !== 'gauge') metrics.temporality[row] = TEMPORALITIES[metric.temporality];
    if (metric.kind === 'sum') metrics.monotonic[row] = metric.monotonic ? 1 : 0;
    for (const point of metric.points) {
      const at = points.add();
      set(points, at, point.attributes, attributesTag(kind));
      points.from[at] = points.attributesFrom[at]!;
      points.to[at] = points.attributesTo[at]!;
      points.startMs[at] = point.startMs;
      points.timeMs[at] = point.timeMs;
      points.flags[at] = point.flags;
      points.value[at] = 'value' in point ? point.value : point.count;
      points.firstCount[at] = counts.count;
      points.firstBound[at] = bounds.count;
      if ('value' in point) continue;
      points.sum[at] = point.sum;
      points.max[at] = point.max;
      const isExplicit = 'bounds' in point;
      for (const count of isExplicit ? point.counts : point.positive.counts) counts.add(count);
      for (const bound of isExplicit ? point.bounds : point.negative.counts) bounds.add(bound);
      points.countCount[at] = counts.count - points.firstCount[at]!;
      points.boundCount[at] = bounds.count - points.firstBound[at]!;
      if (isExplicit) continue;
      points.scale[at] = point.scale;
      points.zeroCount[at] = point.zeroCount;
      points.zeroThreshold[at] = point.zeroThreshold;
      points.positiveOffset[at] = point.positive.offset;
      points.negativeOffset[at] = point.negative.offset;
    }
  }
}
