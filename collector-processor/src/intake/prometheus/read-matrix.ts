import type { Labels } from '../../series/types.ts';
import type { MatrixSeries } from './types.ts';

export type ReadMatrix =
  | { readonly status: 'ok'; readonly series: readonly MatrixSeries[]; readonly warnings: readonly string[] }
  | { readonly status: 'histograms' }
  | { readonly status: 'too_many_series'; readonly found: number }
  | { readonly status: 'malformed'; readonly reason: string };

const MAX_WARNINGS = 10;
const MAX_LABELS = 64;
const MAX_LABEL_CHARACTERS = 1024;

/**
 * The body of a successful query_range. `NaN` and `±Inf` are no values: their times are left out, as those of stale
 * series are. The metric's name is no label of the series.
 *
 * @param body parsed JSON, not trusted
 */
export function readMatrix(body: unknown, maxSeries: number): ReadMatrix {
  const malformed = (reason: string): ReadMatrix => ({ status: 'malformed', reason });
  const { data, warnings, infos } = asRecord(body);
  const { resultType, result } = asRecord(data);
  if (resultType !== 'matrix') return malformed(`its result is ${JSON.stringify(resultType ?? null)}, not a matrix`);
  if (!Array.isArray(result)) return malformed('its result is no list');
  if (result.length > maxSeries) return { status: 'too_many_series', found: result.length };

  const series: MatrixSeries[] = [];
  for (const one of result) {
    const { metric, values = [], histograms } = asRecord(one);
    if (Array.isArray(histograms) && histograms.length > 0) return { status: 'histograms' };
    const labels = readLabels(metric);
    if (labels === null) return malformed('a series has labels that are no text, or too many or too long ones');
    const columns = readSamples(values);
    if (columns === null) return malformed('a series has samples that are not [seconds, "value"]');
    series.push({ labels, ...columns });
  }
  const told = [warnings, infos].flatMap((list) => (Array.isArray(list) ? list : []));
  return { status: 'ok', series, warnings: told.slice(0, MAX_WARNINGS).map(String) };
}

function readLabels(metric: unknown): Labels | null {
  const labels: Record<string, string> = {};
  const entries = Object.entries(asRecord(metric)).filter(([name]) => name !== '__name__');
  if (entries.length > MAX_LABELS) return null;
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || name.length > MAX_LABEL_CHARACTERS || value.length > MAX_LABEL_CHARACTERS)
      return null;
    labels[name] = value;
  }
  return labels;
}

function readSamples(samples: unknown): Pick<MatrixSeries, 'timesMs' | 'values'> | null {
  if (!Array.isArray(samples)) return null;
  const timesMs: number[] = [];
  const values: number[] = [];
  for (const sample of samples) {
    if (!Array.isArray(sample) || typeof sample[0] !== 'number' || typeof sample[1] !== 'string') return null;
    const value = Number(sample[1]);
    if (!Number.isFinite(value)) continue;
    timesMs.push(Math.round(sample[0] * 1000));
    values.push(value);
  }
  return { timesMs, values };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
