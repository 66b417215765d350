import type { Incident } from './types.ts';

/** A score this far over the limit is as bad as it gets for most purposes: 1 − 1/e of the strength. */
const SCORE_SCALE = 2;
/** What all of the traffic lost counts for, whatever the score: a noisy series' outage is an outage. */
const LOSS_WEIGHT = 0.8;
/** Share of the strength that a first step has; the rest comes with time. */
const AT_ONCE = 0.6;
/** Minutes over which persistence counts up. */
const PERSISTENCE_MINUTES = 10;

/**
 * 0–100, what people rank by: how far outside the limits at the peak, how much of what was expected is missing, and for
 * how long. A single step a little over the limit is about 25, an outage 55 at once and over 85 after a quarter of an hour.
 *
 * @param peakScore largest score so far (> 1)
 * @param lostShare share of the expected value that was missing at the peak, 0 … 1
 * @param durationMs from the first anomalous step's start to the latest one's end
 */
export function severityOf(peakScore: number, lostShare: number, durationMs: number): number {
  const strength = 1 - Math.exp(-Math.max(0, peakScore) / SCORE_SCALE) * (1 - LOSS_WEIGHT * lostShare ** 2);
  const persistence = 1 - Math.exp(-durationMs / 60_000 / PERSISTENCE_MINUTES);
  return Math.round(100 * strength * (AT_ONCE + (1 - AT_ONCE) * persistence));
}

/** Of what was expected at the peak; 0 where more came. */
export function lostShare({ peakValue, peakExpected, direction }: Incident): number {
  if (direction > 0 || peakExpected <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (peakValue ?? 0) / peakExpected));
}
