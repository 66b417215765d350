import type { Cell, LineRole } from './overlay-view';

export interface AnomalousPoints {
  /** The values outside their limits, `null` elsewhere; null when there are none. */
  readonly points: readonly Cell[] | null;
  /** Highest score of the series, 0 without scores. */
  readonly peakScore: number;
}

/**
 * Values outside their limits: by the score where there is one, else by the limits themselves; none while learning,
 * when nothing alarms. `measured` is the value that was judged, where another query draws the line.
 */
export function anomalousPoints(cellsOf: (role: LineRole) => readonly Cell[] | undefined): AnomalousPoints {
  const value = cellsOf('measured') ?? cellsOf('value');
  const [score, lower, upper, learning] = [cellsOf('score'), cellsOf('lower'), cellsOf('upper'), cellsOf('learning')];
  let peakScore = 0;
  for (const cell of score ?? []) {
    if (cell != null && cell > peakScore) {
      peakScore = cell;
    }
  }
  if (value === undefined || (score === undefined ? lower === undefined && upper === undefined : peakScore <= 1)) {
    return { points: null, peakScore };
  }
  let found = false;
  const points = value.map((cell, row): Cell => {
    const outside =
      cell != null &&
      learning?.[row] !== 1 &&
      (score === undefined
        ? (upper?.[row] != null && cell > upper[row]) || (lower?.[row] != null && cell < lower[row])
        : score[row] != null && score[row] > 1);
    found ||= outside;
    return outside ? cell : null;
  });
  return { points: found ? points : null, peakScore };
}
