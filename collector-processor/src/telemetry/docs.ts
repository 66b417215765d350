import { DURATION_BUCKETS_S, METRICS, type MetricEntry } from './table.ts';
import { prometheusNameOf } from './prometheus-text.ts';

/** docs/telemetry.md, from the table. */
export function telemetryDocs(): string {
  const rows = Object.entries<MetricEntry>(METRICS).map(([name, entry]) => {
    const attributes = Object.entries(entry.attributes).map(([key, says]) => `\`${key}\`: ${says}`);
    const cells = [`\`${name}\``, `\`${prometheusNameOf(name, entry)}\``, entry.kind, entry.unit, entry.description];
    return `| ${[...cells, attributes.join('; ')].join(' | ')} |`;
  });
  return `# Tidemark's own telemetry

<!-- Generated from collector-processor/src/telemetry/table.ts by collector-processor/src/telemetry/write-docs.ts. A test keeps the two alike. -->

Tidemark measures itself with the OpenTelemetry SDK. The metrics are always on \`/metrics\`, beside the derived ones, and are
pushed by OTLP/HTTP as well where \`telemetry.endpoint\` names a receiver. Histograms of durations have the bounds
${DURATION_BUCKETS_S.join(', ')} s.

| OpenTelemetry | Prometheus | kind | unit | what it is | attributes |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
