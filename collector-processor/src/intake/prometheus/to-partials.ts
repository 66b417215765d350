import type { SeriesPartial } from '../../series/types.ts';
import type { MatrixSeries } from './types.ts';

/**
 * An answer as contributions to steps. The step that starts at 12:00 has the value of the expression at its end: a
 * `rate(…[1m])` asked at 12:01 is of the minute before.
 *
 * @param askedMs when it was asked: of two answers for one step the later counts
 */
export function toPartials(
  watch: string,
  stepMs: number,
  series: readonly MatrixSeries[],
  askedMs: number,
): SeriesPartial[] {
  const partials: SeriesPartial[] = [];
  for (const { labels, timesMs, values } of series) {
    timesMs.forEach((timeMs, i) => {
      partials.push({
        watch,
        labels,
        stepStartMs: timeMs - stepMs,
        aggregate: { kind: 'last', value: values[i]!, timeMs: askedMs },
      });
    });
  }
  return partials;
}

/** Starts of the steps in [fromMs, toMs) in which no series at all has a value, as runs; `toMs` of a run is exclusive. */
export function bareRuns(
  series: readonly MatrixSeries[],
  fromMs: number,
  toMs: number,
  stepMs: number,
): { fromMs: number; toMs: number }[] {
  const told = new Set(series.flatMap(({ timesMs }) => timesMs));
  const runs: { fromMs: number; toMs: number }[] = [];
  for (let startMs = fromMs; startMs < toMs; startMs += stepMs) {
    const endMs = startMs + stepMs;
    if (told.has(endMs)) continue;
    const last = runs.at(-1);
    if (last?.toMs === startMs) last.toMs = endMs;
    else runs.push({ fromMs: startMs, toMs: endMs });
  }
  return runs;
}
