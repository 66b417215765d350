import { CAUSE } from '../detect/types.ts';
import type { IncidentClass } from './types.ts';

/** What an incident has been so far, as far as its class depends on it. */
export interface Evidence {
  readonly direction: -1 | 1;
  /** Anomalous steps so far, and those of them that were absent, or (nearly) zero, or left the band by drifting. */
  readonly steps: number;
  readonly absentSteps: number;
  readonly zeroSteps: number;
  readonly firstCause: number;
  readonly durationMs: number;
  /** Mean of value / expected over its present steps, and the spread of that ratio. */
  readonly ratio: number;
  readonly ratioSpread: number;
}

/** A change that has lasted so long, steadily, by a moderate factor, is a new level. */
const LEVEL_SHIFT_MS = 45 * 60_000;
const LEVEL_SHIFT_STEPS = 10;
const LEVEL_SHIFT_RATIO = { min: 0.4, max: 2.5 };
const STEADY = 0.25;
/** Below this share of the expected value a series has stopped. */
export const NEARLY_ZERO = 0.02;

/**
 * The class of an incident from what was seen of it so far; it may change while the incident goes on (a drop that
 * lasts becomes a level shift).
 */
export function classify(evidence: Evidence): IncidentClass {
  const { steps, absentSteps, zeroSteps, direction } = evidence;
  if (absentSteps * 2 > steps) return 'absent';
  if ((absentSteps + zeroSteps) * 2 >= steps) return 'drop_to_zero';
  if (evidence.firstCause === CAUSE.drift) return 'drift';
  if (isLevelShift(evidence)) return 'level_shift';
  return direction < 0 ? 'drop' : 'spike';
}

function isLevelShift({ durationMs, steps, ratio, ratioSpread }: Evidence): boolean {
  return (
    durationMs >= LEVEL_SHIFT_MS &&
    steps >= LEVEL_SHIFT_STEPS &&
    ratio > LEVEL_SHIFT_RATIO.min &&
    ratio < LEVEL_SHIFT_RATIO.max &&
    ratioSpread < STEADY * ratio
  );
}
