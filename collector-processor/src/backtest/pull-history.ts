import { createChunkSize } from '../intake/prometheus/chunks.ts';
import type { Source } from '../intake/prometheus/source.ts';
import type { MatrixSeries } from '../intake/prometheus/types.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { labelsKey } from '../series/labels.ts';
import type { History, HistorySeries } from './types.ts';

export interface PullHistory {
  readonly source: Source;
  readonly expr: string;
  readonly stepMs: number;
  /** Aligned to the step. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly maxSeries: number;
  readonly signal: AbortSignal;
  /** Share pulled, 0 … 1. */
  readonly tell: (share: number) => void;
}

/** Which series there are is asked for on so many points first: cheap, and the largest are chosen by it. */
const PROBE_POINTS = 100;
const MAX_CHUNK_STEPS = 10_000;

type Column = { readonly labels: HistorySeries['labels']; readonly timesMs: number[]; readonly values: number[] };

/**
 * The history of an expression, of its largest series by mean value.
 *
 * @throws TidemarkError what the source says, or TLERR_BACKTEST_EMPTY
 */
export async function pullHistory(request: PullHistory): Promise<History> {
  const { source, expr, stepMs, fromMs, toMs, maxSeries, signal, tell } = request;
  const probeMs = Math.ceil((toMs - fromMs) / PROBE_POINTS / stepMs) * stepMs;
  const probe = await source.query({ expr, startMs: fromMs + stepMs, endMs: toMs, stepMs: probeMs, signal });
  if (probe.status !== 'ok') throw probe.error;
  const found = probe.series.filter(({ values }) => values.length > 0);
  if (found.length === 0) {
    throw new TidemarkError('TLERR_BACKTEST_EMPTY', { from: isoTime(fromMs), to: isoTime(toMs) });
  }
  const columns = new Map<string, Column>();
  for (const { labels } of largest(found, maxSeries))
    columns.set(labelsKey(labels), { labels, timesMs: [], values: [] });

  const chunk = createChunkSize({ maxSteps: Math.min(MAX_CHUNK_STEPS, source.settings.maxPoints) });
  chunk.fitTo(found.length);
  const warnings = new Set<string>();
  for (let nextMs = fromMs; nextMs < toMs;) {
    const endMs = Math.min(toMs, nextMs + chunk.steps() * stepMs);
    const outcome = await source.query({ expr, startMs: nextMs + stepMs, endMs, stepMs, signal });
    signal.throwIfAborted();
    if (outcome.status === 'too_much' && chunk.shrink((endMs - nextMs) / stepMs)) continue;
    if (outcome.status !== 'ok') throw outcome.error;
    for (const series of outcome.series) append(columns.get(labelsKey(series.labels)), series, stepMs);
    for (const warning of outcome.warnings) warnings.add(warning);
    nextMs = endMs;
    tell((nextMs - fromMs) / (toMs - fromMs));
  }
  return { fromMs, toMs, series: [...columns.values()], seriesFound: found.length, warnings: [...warnings] };
}

/** An expression's value belongs to the step that ends when it was asked for. */
function append(column: Column | undefined, { timesMs, values }: MatrixSeries, stepMs: number): void {
  if (column === undefined) return;
  for (const timeMs of timesMs) column.timesMs.push(timeMs - stepMs);
  for (const value of values) column.values.push(value);
}

function largest(found: readonly MatrixSeries[], count: number): MatrixSeries[] {
  const mean = ({ values }: MatrixSeries): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return found
    .map((series) => ({ series, mean: mean(series) }))
    .sort((a, b) => b.mean - a.mean)
    .slice(0, count)
    .map(({ series }) => series);
}

const isoTime = (timeMs: number): string => new Date(timeMs).toISOString();
