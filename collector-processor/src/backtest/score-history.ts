import { RANGE_FIELDS } from '../api/contract/index.ts';
import { createEngine } from '../pipeline/engine.ts';
import type { StepReport } from '../pipeline/types.ts';
import type { Incident } from '../incidents/types.ts';
import { labelsKey } from '../series/labels.ts';
import type { ScoreColumns, SeriesPartial } from '../series/types.ts';
import type { BacktestJob, BacktestScores } from './types.ts';

/** Steps scored between two words about progress. */
const CHUNK_STEPS = 1_000;
const COLUMNS = RANGE_FIELDS satisfies readonly (keyof ScoreColumns)[];

/**
 * A history through the engine that scores live data: the same steps, the same learning, the same incidents.
 *
 * @param tell is told the share done, 0 … 1
 */
export function scoreHistory({ watch, history }: BacktestJob, tell: (share: number) => void): BacktestScores {
  const { fromMs, toMs, series } = history;
  const { name, stepMs } = watch;
  const engine = createEngine({ watches: [{ ...watch, pulled: true }], limits: { maxSeries: series.length } });
  const steps = Math.max(0, Math.round((toMs - fromMs) / stepMs));
  const scored = new Map(
    series.map(({ labels }) => [labelsKey(labels), { labels, columns: emptyColumns(steps), seen: false }]),
  );
  const incidents = new Map<string, Incident>();
  const cursors = series.map(() => 0);

  function partialsBefore(endMs: number): SeriesPartial[] {
    const partials: SeriesPartial[] = [];
    series.forEach(({ labels, timesMs, values }, i) => {
      for (; cursors[i]! < timesMs.length && timesMs[cursors[i]!]! < endMs; cursors[i]!++) {
        const stepStartMs = timesMs[cursors[i]!]!;
        const value = values[cursors[i]!]!;
        partials.push({ watch: name, labels, stepStartMs, aggregate: { kind: 'last', value, timeMs: 0 } });
      }
    });
    return partials;
  }

  function take({ step, changed }: StepReport): void {
    const k = Math.round((step.stepStartMs - fromMs) / stepMs);
    step.series.forEach(({ labels }, row) => {
      const target = scored.get(labelsKey(labels));
      if (target === undefined) return;
      target.seen = true;
      for (const column of COLUMNS) target.columns[column][k] = step.columns[column][row]!;
    });
    for (const incident of changed) incidents.set(incident.id, incident);
  }

  for (let done = 0; done < steps; done += CHUNK_STEPS) {
    const endMs = fromMs + Math.min(steps, done + CHUNK_STEPS) * stepMs;
    engine.ingest({ partials: partialsBefore(endMs), producers: [] });
    engine.closeTo(name, endMs).forEach(take);
    tell(Math.min(1, (done + CHUNK_STEPS) / steps));
  }
  return {
    series: [...scored.values()].filter(({ seen }) => seen).map(({ labels, columns }) => ({ labels, columns })),
    incidents: [...incidents.values()].sort((a, b) => a.startMs - b.startMs),
  };
}

/** NaN where nothing was scored: before a series began. Such steps count as learning. */
function emptyColumns(steps: number): ScoreColumns {
  const numbers = (): Float64Array => new Float64Array(steps).fill(NaN);
  return {
    value: numbers(),
    expected: numbers(),
    typicalLower: numbers(),
    typicalUpper: numbers(),
    lower: numbers(),
    upper: numbers(),
    score: numbers(),
    change: numbers(),
    lasting: numbers(),
    direction: new Int8Array(steps),
    severity: numbers(),
    learning: new Uint8Array(steps).fill(1),
    held: new Uint8Array(steps),
  };
}
