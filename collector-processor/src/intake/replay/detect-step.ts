import { timeOrder, type RowColumns } from './columns.ts';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** Steps that a spacing is read as, in seconds: each divides a day evenly. */
const STEPS_S = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800];
const STEPS_H = [1, 2, 3, 4, 6, 8, 12, 24];
const STEPS_MS = [...STEPS_S.map((s) => s * SECOND_MS), ...STEPS_H.map((h) => h * 3600 * SECOND_MS)];

/** What a file with a single time says nothing about. */
const FALLBACK_MS = 60_000;
/** A spacing this little longer than a step is that step with jitter. */
const JITTER = 1.05;

/**
 * The step of each watch: the shortest that holds the usual (median) spacing of its series, so that a regular file has
 * one value in each step.
 */
export function detectSteps(rows: RowColumns): Map<string, number> {
  const lastMs = new Float64Array(rows.series.length).fill(NaN);
  const gapsMs = new Map<string, number[]>();
  for (const row of timeOrder(rows)) {
    const index = rows.seriesIndex[row] as number;
    const timeMs = rows.timeMs[row] as number;
    const gapMs = timeMs - (lastMs[index] as number);
    lastMs[index] = timeMs;
    const watch = rows.series[index]?.watch ?? '';
    const gaps = gapsMs.get(watch) ?? [];
    gapsMs.set(watch, gaps);
    // Rows of one time are parts of one value and say nothing; NaN: the first of its series.
    if (gapMs > 0) gaps.push(gapMs);
  }
  return new Map([...gapsMs].map(([watch, gaps]) => [watch, stepOf(gaps)]));
}

function stepOf(gapsMs: number[]): number {
  if (gapsMs.length === 0) return FALLBACK_MS;
  const median = Float64Array.from(gapsMs).sort()[(gapsMs.length - 1) >> 1] as number;
  return STEPS_MS.find((stepMs) => stepMs * JITTER >= median) ?? DAY_MS;
}
