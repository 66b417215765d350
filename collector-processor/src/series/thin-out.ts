/**
 * Indices of the steps to show when at most `maxPoints` are wanted: of each run of neighbours the one with the highest
 * score, so that no anomaly is lost to a narrow screen.
 *
 * @param score a column with an entry for every step; null or NaN where there is none
 */
export function thinOut(score: ArrayLike<number | null>, maxPoints: number): number[] {
  const run = Math.max(1, Math.ceil(score.length / maxPoints));
  const kept: number[] = [];
  const at = (i: number): number => {
    const value = score[i] ?? -1;
    return value === value ? value : -1;
  };
  for (let from = 0; from < score.length; from += run) {
    let best = from;
    for (let i = from + 1; i < Math.min(from + run, score.length); i++) if (at(i) > at(best)) best = i;
    kept.push(best);
  }
  return kept;
}
