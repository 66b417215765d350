import type { StoredRange } from '../../store/index.ts';

/**
 * Indices of the steps to show when at most `maxPoints` are wanted: of each run of neighbours the one with the highest
 * score, so that no anomaly is lost to a narrow screen.
 */
export function thinOut({ times, columns }: Pick<StoredRange, 'times' | 'columns'>, maxPoints: number): number[] {
  const run = Math.ceil(times.length / maxPoints);
  const kept: number[] = [];
  for (let from = 0; from < times.length; from += run) {
    let best = from;
    for (let i = from + 1; i < Math.min(from + run, times.length); i++) {
      if ((columns.score[i] ?? -1) > (columns.score[best] ?? -1)) best = i;
    }
    kept.push(best);
  }
  return kept;
}
