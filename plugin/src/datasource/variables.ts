import type { Series, Watch } from '../shared/api/contract';
import { prometheusName } from '../shared/frames/names';

export type VariableQuery =
  { readonly kind: 'watches' } | { readonly kind: 'labels'; readonly watch: string; readonly label: string };

/** `watches()` or `label_values(watch, label)`; null for anything else. */
export function parseVariableQuery(text: string): VariableQuery | null {
  const trimmed = text.trim();
  if (/^(watches\(\s*\))?$/.test(trimmed)) {
    return { kind: 'watches' };
  }
  const labels = /^label_values\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)$/.exec(trimmed);
  return labels === null ? null : { kind: 'labels', watch: labels[1], label: labels[2] };
}

export function watchValues(watches: readonly Watch[]): string[] {
  return watches.map(({ name }) => name);
}

/** Values of one label, under its own name or the one Prometheus gives it, sorted, each once. */
export function labelValues(series: readonly Series[], label: string): string[] {
  const values = series.flatMap(({ labels }) =>
    Object.entries(labels)
      .filter(([name]) => name === label || prometheusName(name) === label)
      .map(([, value]) => value),
  );
  return [...new Set(values)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
