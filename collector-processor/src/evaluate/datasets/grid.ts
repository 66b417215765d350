/** A file with more steps than rows by this factor has a wrong time in it. */
const MOST_STEPS_A_ROW = 50;

export interface Rows {
  /** Epoch ms. A row that comes out of order belongs to its own step; rows of one step are its mean. */
  readonly timeMs: Float64Array;
  /** NaN = missing. */
  readonly values: Float64Array;
  readonly labels: Uint8Array;
}

export interface Grid {
  readonly startMs: number;
  readonly values: Float64Array;
  readonly labels: Uint8Array;
  readonly stepOfRow: Int32Array;
}

/**
 * Puts rows on their complete grid, aligned to the epoch as production does it: a missing timestamp is a missing value
 * with label 0.
 *
 * @returns null where the times lie so far apart that the grid would be next to empty
 */
export function completeGrid({ timeMs, values, labels }: Rows, stepMs: number): Grid | null {
  const count = timeMs.length;
  const startMs = Math.floor(timeMs.reduce((a, b) => Math.min(a, b)) / stepMs) * stepMs;
  const stepOfRow = Int32Array.from(timeMs, (time) => Math.floor((time - startMs) / stepMs));
  const steps = stepOfRow.reduce((a, b) => Math.max(a, b)) + 1;
  if (steps > MOST_STEPS_A_ROW * count) return null;
  const sums = new Float64Array(steps);
  const counts = new Uint32Array(steps);
  const marked = new Uint8Array(steps);
  stepOfRow.forEach((step, row) => {
    if (labels[row] === 1) marked[step] = 1;
    if (values[row] !== values[row]) return;
    sums[step]! += values[row]!;
    counts[step]!++;
  });
  return { startMs, values: sums.map((sum, step) => sum / counts[step]!), labels: marked, stepOfRow };
}
