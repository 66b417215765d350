import type { Attributes } from '../otlp/decoded.ts';
import { readAttributes, readNestedAttributes, readText } from './key-values.ts';
import type { MetricColumns } from './metric-columns.ts';
import type { SpanColumns } from './span-columns.ts';
import { attributesTag, RESOURCE_ATTRIBUTES, RESOURCE_OF, SPAN_ATTRIBUTES } from './tags.ts';

/** What stands behind a row of columns, as text: for the first sight of it, when it must be understood. */

/** @throws WireError where an attribute is broken */
export function resourceAttributes(
  { bytes, resources }: Pick<MetricColumns, 'bytes' | 'resources'>,
  row: number,
): Attributes {
  return readNestedAttributes(bytes, resources.from[row]!, resources.to[row]!, RESOURCE_OF, RESOURCE_ATTRIBUTES);
}

/** @throws WireError where an attribute is broken */
export function pointAttributes({ bytes, points, metrics }: MetricColumns, metric: number, row: number): Attributes {
  return readAttributes(bytes, points.from[row]!, points.to[row]!, attributesTag(metrics.kind[metric]!));
}

/** @throws WireError where an attribute is broken */
export function spanAttributes({ bytes, from, to }: SpanColumns, row: number): Attributes {
  return readAttributes(bytes, from[row]!, to[row]!, SPAN_ATTRIBUTES);
}

export function scopeTexts({ bytes, scopes }: MetricColumns, row: number): { name: string; version: string } {
  return {
    name: readText(bytes, scopes.nameFrom[row]!, scopes.nameTo[row]!),
    version: readText(bytes, scopes.versionFrom[row]!, scopes.versionTo[row]!),
  };
}

export function metricTexts({ bytes, metrics }: MetricColumns, row: number): { name: string; unit: string } {
  return {
    name: readText(bytes, metrics.nameFrom[row]!, metrics.nameTo[row]!),
    unit: readText(bytes, metrics.unitFrom[row]!, metrics.unitTo[row]!),
  };
}
