/** Seconds at first, so that a receiver's restart passes unnoticed; a minute at most, so that its return does not. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
const FACTOR = 2;
/** ± this share, so that many senders do not return at once. */
const JITTER = 0.2;

/**
 * How long to wait before attempt `attempt` (1 = the first repetition). A receiver's Retry-After is a lower bound.
 *
 * @param random in [0, 1)
 */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
  const grown = Math.min(FIRST_MS * FACTOR ** (attempt - 1), LONGEST_MS);
  return Math.max(retryAfterMs, Math.round(grown * (1 + JITTER * (2 * random - 1))));
}
