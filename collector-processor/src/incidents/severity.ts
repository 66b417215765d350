/** A score this far over the limit is as bad as it gets for most purposes: 1 − 1/e of the strength. */
const SCORE_SCALE = 2;
/** Minutes over which persistence counts up. */
const PERSISTENCE_MINUTES = 10;

/**
 * 0–100, what people rank by: how far outside the limits at the peak, and for how long. A single step a little over
 * the limit is about 25; an outage of a quarter of an hour is over 90.
 *
 * @param peakScore largest score so far (> 1)
 * @param durationMs from the first anomalous step's start to the latest one's end
 */
export function severityOf(peakScore: number, durationMs: number): number {
  const strength = 1 - Math.exp(-Math.max(0, peakScore) / SCORE_SCALE);
  const persistence = 1 - Math.exp(-durationMs / 60_000 / PERSISTENCE_MINUTES);
  return Math.round(100 * strength * (0.5 + 0.5 * persistence));
}
