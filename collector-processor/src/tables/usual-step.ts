const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
/** Steps that Tidemark knows: each divides a day evenly. */
const STEPS_S = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800, 3600, 7200, 10800, 14400];
const STEPS_MS = [...STEPS_S.map((s) => s * SECOND_MS), DAY_MS / 4, DAY_MS / 3, DAY_MS / 2, DAY_MS];
/** A spacing this little longer than a step is that step with jitter. */
const JITTER = 1.05;

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
