import type { Series } from '../api/contract';
import type { SeriesLabels } from '../frames/names';

/** The series of these labels, or the first. Null when there are none. */
export function chosenSeries(sorted: readonly Series[], labels: SeriesLabels | 'all' | null): Series | null {
  if (labels === 'all') {
    return null;
  }
  return sorted.find((series) => labels !== null && sameLabels(series.labels, labels)) ?? sorted[0] ?? null;
}

export function sameLabels(a: SeriesLabels, b: SeriesLabels): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/**
 * Matchers that pick exactly the series of these labels: those that other series of the watch have besides are
 * asked for as empty, which, as in PromQL, means "not there".
 */
export function exactMatch(labels: SeriesLabels, allNames: readonly string[]): string {
  const absent = allNames.filter((name) => !(name in labels)).map((name) => `${name}=""`);
  return [...Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`), ...absent].join(',');
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
