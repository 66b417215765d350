import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { MetricEntry } from './table.ts';

/** What Prometheus' OTLP receiver appends for a unit; `{things}` append nothing. */
const UNIT_SUFFIXES: Readonly<Record<string, string>> = { s: '.seconds', By: '.bytes' };

const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);

/**
 * Own metrics as Prometheus text. The serialiser leaves the unit out of the name; it is put in here, so that a rule
 * finds the same name whether Prometheus scrapes Tidemark or is sent its metrics by OTLP.
 */
export function toPrometheusText(collected: ResourceMetrics): string {
  const text = serializer.serialize({
    resource: collected.resource,
    scopeMetrics: collected.scopeMetrics.map(({ scope, metrics }) => ({ scope, metrics: metrics.map(withUnitInName) })),
  });
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** The name under which Prometheus has a metric of the table, by scrape and by OTLP alike. */
export function prometheusNameOf(name: string, { unit, kind }: MetricEntry): string {
  const total = kind === 'counter' ? '_total' : '';
  return `${name}${UNIT_SUFFIXES[unit] ?? ''}${total}`.replace(/\W/g, '_');
}

function withUnitInName(metric: MetricData): MetricData {
  const { name, unit } = metric.descriptor;
  const descriptor = { ...metric.descriptor, name: name + (UNIT_SUFFIXES[unit] ?? ''), unit: '' };
  return { ...metric, descriptor } as MetricData;
}
