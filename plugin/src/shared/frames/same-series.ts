import { prometheusName, type SeriesLabels } from './names';

/** Labels that say where a sample came from rather than what it is of. */
const INCIDENTAL = new Set(['__name__', 'job', 'instance']);

/**
 * Of several lines, the one that is the series of these labels: it has all of them (under their own or Prometheus'
 * names), and the fewest beside. A series without labels is a line without any, or the only line there is.
 */
export function seriesOf<T>(
  labels: SeriesLabels,
  lines: readonly T[],
  labelsOf: (line: T) => SeriesLabels,
): T | undefined {
  const wanted = comparable(labels);
  let best: { readonly line: T; readonly beside: number } | undefined;
  for (const line of lines) {
    const own = comparable(labelsOf(line));
    const has = [...wanted].every(([name, value]) => own.get(name) === value);
    const beside = own.size - wanted.size;
    if (has && (best === undefined || beside < best.beside)) {
      best = { line, beside };
    }
  }
  return wanted.size === 0 && lines.length > 1 && best?.beside !== 0 ? undefined : best?.line;
}

function comparable(labels: SeriesLabels): Map<string, string> {
  return new Map(
    Object.entries(labels)
      .filter(([name]) => !INCIDENTAL.has(name))
      .map(([name, value]) => [prometheusName(name), value]),
  );
}
