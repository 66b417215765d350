const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
/** Steps that Tidemark knows: each divides a day evenly. */
const STEPS_S = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800, 3600, 7200, 10800, 14400];
const STEPS_MS = [...STEPS_S.map((s) => s * SECOND_MS), DAY_MS / 4, DAY_MS / 3, DAY_MS / 2, DAY_MS];
/** A spacing this little longer than a step is that step with jitter. */
const JITTER = 1.05;
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

/** The shortest step that holds the usual (median) spacing of the rows. */
export function usualStep(timeMs: Float64Array): number {
  const gaps = timeMs
    .subarray(1)
    .map((time, i) => time - timeMs[i]!)
    .filter((gap) => gap > 0)
    .sort();
  const median = gaps[(gaps.length - 1) >> 1] ?? 60_000;
  return STEPS_MS.find((stepMs) => stepMs * JITTER >= median) ?? DAY_MS;
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
