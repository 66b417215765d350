export type SeriesLabels = Readonly<Record<string, string>>;

/** Identity of a series within one query. */
export function seriesKey(refId: string, watch: string, labels: SeriesLabels): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([refId, watch, ...sorted]);
}

/**
 * What a legend calls a series: the values of its labels, or the watch's name for a series without any.
 * A `legend` may name labels in double braces, as Prometheus' does: `{{service.name}}`; also `{{watch}}`.
 */
export function seriesName(watch: string, labels: SeriesLabels, legend = ''): string {
  if (legend.trim() !== '') {
    return legend.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) =>
      name === 'watch' ? watch : (labels[name] ?? labelByPrometheusName(labels, name) ?? ''),
    );
  }
  const values = sortedLabels(labels).map(([name, value]) => labelText(name, value));
  return values.length === 0 ? watch : values.join(' ');
}

/** What a sentence is about: `shop /checkout: requests`, or the watch alone where its series has no labels. */
export function subjectName(watch: string, labels: SeriesLabels): string {
  return Object.keys(labels).length === 0 ? watch : `${seriesName(watch, labels)}: ${watch}`;
}

/** Labels as people read them: the service first, the quantile last, the others by name between; they come in any order. */
export function sortedLabels(labels: SeriesLabels): Array<[name: string, value: string]> {
  const rank = (name: string) => (name === 'service.name' ? 0 : name === 'quantile' ? 2 : 1);
  return Object.entries(labels).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * Series as people read them: totals (fewest labels) first, then by name. The API puts the severest first; on a graph
 * a series keeps its place, and so its colour.
 */
export function inReadingOrder<T extends { readonly labels: SeriesLabels }>(series: readonly T[]): T[] {
  const size = ({ labels }: T) => Object.keys(labels).length;
  const name = ({ labels }: T) => seriesName('', labels);
  return [...series].sort((a, b) => size(a) - size(b) || name(a).localeCompare(name(b), 'en', { numeric: true }));
}

/** A label for a person: its value alone where that explains itself, else `name=value`. */
export function labelText(name: string, value: string): string {
  switch (name) {
    case 'quantile': {
      const percent = Number(value) * 100;
      return Number.isFinite(percent) ? `p${Number(percent.toFixed(3))}` : value;
    }
    default:
      return value === '' ? `${name}=""` : value;
  }
}

/** The name that Prometheus gives a label: `service.name` becomes `service_name`. */
export function prometheusName(label: string): string {
  return label.replace(/[^a-zA-Z0-9_]/g, '_');
}

function labelByPrometheusName(labels: SeriesLabels, wanted: string): string | undefined {
  const entry = Object.entries(labels).find(([name]) => prometheusName(name) === wanted);
  return entry?.[1];
}
