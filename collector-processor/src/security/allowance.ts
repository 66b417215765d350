/** How far below its rate somebody may have stayed and still make up for it. */
const BURST_SECONDS = 10;

/**
 * So much a second, on average: a token bucket that may be overdrawn. What is spent is known afterwards (how many points a
 * request has), so the last one is let through and its debt waited out.
 *
 * @param nowMs of a clock that does not go back
 */
export function createAllowance(perSecond: number, nowMs: number) {
  const most = perSecond * BURST_SECONDS;
  let left = most;
  let atMs = nowMs;

  function refill(now: number): void {
    left = Math.min(most, left + ((now - atMs) / 1000) * perSecond);
    atMs = now;
  }

  return {
    /** Seconds until something may be spent again; 0: now. */
    waitSeconds(now: number): number {
      refill(now);
      return left > 0 ? 0 : (1 - left) / perSecond;
    },
    spend(amount: number, now: number): void {
      refill(now);
      left -= amount;
    },
  };
}

export type Allowance = ReturnType<typeof createAllowance>;
