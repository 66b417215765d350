import type { Attributes, LogBody, LogField } from '../otlp/decoded.ts';
import { readAttributes, readFields, readNestedAttributes, readText } from './key-values.ts';
import { MAP_BODY, TEXT_BODY, type LogColumns } from './log-columns.ts';
import type { MetricColumns } from './metric-columns.ts';
import type { SpanColumns } from './span-columns.ts';
import {
  attributesTag,
  LOG_ATTRIBUTES,
  MAP_VALUES,
  RESOURCE_ATTRIBUTES,
  RESOURCE_OF,
  SPAN_ATTRIBUTES,
} from './tags.ts';

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

/** @throws WireError where an attribute is broken */
export function logAttributes({ bytes, from, to }: LogColumns, row: number): readonly LogField[] {
  return readFields(bytes, from[row]!, to[row]!, LOG_ATTRIBUTES);
}

/** @throws WireError where it is a map of which one is broken */
export function logBody({ bytes, bodyKind, bodyFrom, bodyTo }: LogColumns, row: number): LogBody {
  const from = bodyFrom[row]!;
  const to = bodyTo[row]!;
  if (bodyKind[row] === TEXT_BODY) return readText(bytes, from, to);
  return bodyKind[row] === MAP_BODY ? readFields(bytes, from, to, MAP_VALUES) : null;
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
