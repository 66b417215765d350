import type { CivilClock } from '../../detect/civil-time.ts';
import type { LearnSettings } from '../settings.ts';

const HOUR_MS = 3_600_000;
/** A series that could not be learned from (too short, constant) is tried again after so long. */
const RETRY_MS = 6 * HOUR_MS;
/** Drift asks for a training at most so often. */
const DRIFT_REST_MS = 12 * HOUR_MS;
/** Share of recent steps among what were the largest 2 % when the model was trained. */
const DRIFTED = 0.1;

export type DueReason = 'first' | 'night' | 'steps' | 'drift';

export interface Trainings {
  /** Start of the last training, whatever came of it; null: none yet. */
  readonly lastAttemptMs: number | null;
  /** Of the last one that ended well. */
  readonly trainedAtMs: number | null;
  /** Largest share of recent scores beyond the trained start, over the models in use. */
  readonly beyond: number;
}

/** Why a series is to be trained (again) now; null: it is not. */
export function dueReason(
  { lastAttemptMs, trainedAtMs, beyond }: Trainings,
  nowMs: number,
  stepMs: number,
  clock: CivilClock,
  { retrainHour, retrainAfterSteps, onDrift }: Pick<LearnSettings, 'retrainHour' | 'retrainAfterSteps' | 'onDrift'>,
): DueReason | null {
  if (lastAttemptMs === null) return 'first';
  const restedMs = nowMs - lastAttemptMs;
  if (trainedAtMs === null) return restedMs >= RETRY_MS ? 'first' : null;
  if (retrainHour !== null) {
    const sinceHour = (clock.hourOfWeek(nowMs) - retrainHour + 24) % 24;
    if (lastAttemptMs < nowMs - sinceHour * HOUR_MS) return 'night';
  }
  if (retrainAfterSteps > 0 && restedMs >= retrainAfterSteps * stepMs) return 'steps';
  if (onDrift && beyond > DRIFTED && restedMs >= DRIFT_REST_MS) return 'drift';
  return null;
}
