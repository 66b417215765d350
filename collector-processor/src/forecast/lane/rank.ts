/** What is known of a series when the lane chooses whom to forecast next. */
export interface Rankable {
  /** End of the history that its newest forecast was made from; null: it has none. */
  readonly madeForMs: number | null;
  /** How much of it there is, in the watch's unit; 0 where unknown. */
  readonly level: number;
  readonly hasLimit: boolean;
  /** Whether values are counts a second: only then does a larger level mean more traffic. */
  readonly counts: boolean;
}

const HOUR_MS = 3_600_000;
/** A series without any forecast is as stale as one of a day ago. */
const NEVER_HOURS = 24;
/** Whoever set a limit waits for an answer. */
const LIMIT_WEIGHT = 4;

/** Higher is sooner: how stale the forecast is, weighed by whether a limit depends on it and by the traffic. 0: not due. */
export function urgency({ madeForMs, level, hasLimit, counts }: Rankable, nowMs: number, stepMs: number): number {
  if (madeForMs !== null && nowMs - madeForMs < stepMs) return 0;
  const hours = madeForMs === null ? NEVER_HOURS : (nowMs - madeForMs) / HOUR_MS;
  const traffic = counts ? 1 + Math.log10(1 + Math.max(0, level)) : 1;
  return hours * traffic * (hasLimit ? LIMIT_WEIGHT : 1);
}
