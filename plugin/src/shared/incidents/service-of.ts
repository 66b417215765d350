import type { SeriesLabels } from '../frames/names';

/** The service that a series is of, under its OpenTelemetry name or one that Prometheus' series have; null: it names none. */
export function serviceOf(labels: SeriesLabels): string | null {
  return labels['service.name'] ?? labels.service_name ?? labels.service ?? labels.job ?? null;
}
