import { usualStep } from '../../tables/usual-step.ts';
import { createCivilCalendar } from '../../rollup/civil-calendar.ts';

const DAY_MS = 86_400_000;
/** A file with more steps than rows by this factor has a wrong time in it. */
const MOST_STEPS_A_ROW = 50;

/** What several values of one step are told as. */
export const AGGREGATES = {
  mean: (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length,
  sum: (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0),
  max: (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), -Infinity),
} as const;
export type Aggregate = keyof typeof AGGREGATES;

export interface StepOptions {
  /** Null: the usual spacing of the rows. */
  readonly stepMs: number | null;
  readonly aggregate: Aggregate;
  /** Days begin at its midnight. */
  readonly timezone: string;
}

export interface RegularSteps {
  readonly startMs: number;
  readonly stepMs: number;
  /** NaN = missing. */
  readonly values: Float64Array;
  /** Rows of a time that another row has told. */
  readonly repeated: number;
  /** Whether first or last steps were left out because the file begins or ends within them. */
  readonly cut: boolean;
}

/**
 * Rows in any order as one value a step. Rows that come more often than steps are folded, and the steps that the file
 * tells only a part of, at its ends, are left out.
 *
 * @param timeMs at least one
 * @throws Error where the times make no history
 */
export function regularSteps(timeMs: Float64Array, values: Float64Array, options: StepOptions): RegularSteps {
  const rowMs = spacingOf(timeMs);
  const stepMs = options.stepMs ?? rowMs;
  const folded = stepMs >= 2 * rowMs;
  const { startOf, next } = folded ? spans(stepMs, options.timezone) : asTold;
  const firstMs = startOf(timeMs.reduce((a, b) => Math.min(a, b)));
  const stepAt = (time: number): number => Math.round((startOf(time) - firstMs) / stepMs);
  const lastMs = timeMs.reduce((a, b) => Math.max(a, b));
  const steps = stepAt(lastMs) + 1;
  if (steps > MOST_STEPS_A_ROW * timeMs.length) {
    throw new Error(`its times lie too far apart: ${timeMs.length} rows for ${steps} steps; one of them may be wrong`);
  }
  const bySteps = Array.from({ length: steps }, (): number[] => []);
  timeMs.forEach((time, row) => values[row] === values[row] && bySteps[stepAt(time)]!.push(values[row]!));
  const told = Float64Array.from(bySteps, (of) => (of.length === 0 ? NaN : AGGREGATES[options.aggregate](of)));
  const repeated = timeMs.length - new Set(timeMs).size;
  if (!folded) return { startMs: firstMs, stepMs, values: told, repeated, cut: false };
  const from = timeMs.reduce((a, b) => Math.min(a, b)) - firstMs >= rowMs ? 1 : 0;
  const to = next(startOf(lastMs)) - lastMs > rowMs ? steps - 1 : steps;
  if (to <= from) throw new Error('it does not fill a single step');
  return {
    startMs: firstMs + from * stepMs,
    stepMs,
    values: told.slice(from, to),
    repeated,
    cut: to - from < steps,
  };
}

interface Spans {
  /** Start of the step that a time lies in. */
  readonly startOf: (timeMs: number) => number;
  /** Start of the step after the one that starts then. */
  readonly next: (startMs: number) => number;
}

const asTold: Spans = { startOf: (timeMs) => timeMs, next: (startMs) => startMs };

function spans(stepMs: number, timezone: string): Spans {
  if (stepMs !== DAY_MS) {
    return { startOf: (timeMs) => Math.floor(timeMs / stepMs) * stepMs, next: (startMs) => startMs + stepMs };
  }
  const calendar = createCivilCalendar(timezone);
  return { startOf: (timeMs) => calendar.startOf('day', timeMs), next: (startMs) => calendar.next('day', startMs) };
}

/** Median spacing as a step that people know; above a day in whole days. */
function spacingOf(timeMs: Float64Array): number {
  const sorted = Float64Array.from(new Set(timeMs)).sort();
  const gaps = sorted
    .subarray(1)
    .map((time, i) => time - sorted[i]!)
    .sort();
  const median = gaps[(gaps.length - 1) >> 1] ?? 0;
  return median > 1.05 * DAY_MS ? Math.round(median / DAY_MS) * DAY_MS : usualStep(sorted);
}
