import { CAUSE, type DetectorColumns } from '../types.ts';
import { F } from './layout.ts';
import { TAIL_SHARE, tailQuantile, trackQuantile } from './limits.ts';

/** Deviations are smoothed over about ten minutes, and never over fewer or more steps than these. */
const RUN_MS = 600_000;
const MIN_STEPS = 6;
const MAX_STEPS = 60;
/** One step counts for at most so many scales: persistence is many steps, not one large one. */
const MOST_A_STEP = 4;
const MIN_START = 0.4;
const QUANTILE_RATE = 0.01;
const EXCESS_RATE = 0.02;

/** Weight of a new step in the smoothed deviation. */
export const runWeight = (stepMs: number): number => 1 / Math.min(MAX_STEPS, Math.max(MIN_STEPS, RUN_MS / stepMs));

/** Takes a normalised residual into the run. Held steps count too: the run says what is, not what is normal. */
export function followRun(state: Float32Array, o: number, normalised: number, weight: number): void {
  const clipped = Math.min(MOST_A_STEP, Math.max(-MOST_A_STEP, normalised));
  state[o + F.run]! += weight * (clipped - state[o + F.run]!);
}

/** What runs are normal. Not for held steps. */
export function learnRun(state: Float32Array, o: number): void {
  const size = Math.abs(state[o + F.run]!);
  const start = state[o + F.runStart]!;
  if (size > start) state[o + F.runExcess]! += EXCESS_RATE * (size - start - state[o + F.runExcess]!);
  state[o + F.runStart] = Math.max(MIN_START, trackQuantile(start, size, TAIL_SHARE, QUANTILE_RATE));
}

/**
 * Raises the score where small deviations to one side persist longer than they ever do: a steady −30 % within limits of
 * ±40 %. The value itself must lie outside the typical range and the watch's minimum change, so that the alarm ends with
 * the deviation and not when the run has faded.
 *
 * @param least the watch's minimum change at this expected value
 */
export function scorePersistence(
  state: Float32Array,
  o: number,
  row: number,
  residual: number,
  least: number,
  alarmProbability: number,
  out: DetectorColumns,
): void {
  const run = state[o + F.run]!;
  const below = residual < 0;
  if (run < 0 !== below) return;
  const expected = out.expected[row]!;
  const typical = below ? expected - out.typicalLower[row]! : out.typicalUpper[row]! - expected;
  const limit = below ? expected - out.lower[row]! : out.upper[row]! - expected;
  // On a side without a limit (NaN) nothing alarms.
  if (!(limit > 0)) return;
  const distance = Math.abs(residual);
  if (distance <= typical || distance <= least) return;
  const score = Math.abs(run) / tailQuantile(state[o + F.runStart]!, state[o + F.runExcess]!, alarmProbability);
  if (score <= out.score[row]!) return;
  out.score[row] = score;
  if (score <= 1) return;
  out.cause[row] = CAUSE.value;
  // The limit that this evidence stands for; the typical range stays inside it.
  const nearer = Math.max(typical, distance / score);
  if (below) out.lower[row] = expected - nearer;
  else out.upper[row] = expected + nearer;
}
