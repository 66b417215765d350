/**
 * What becomes of a cumulative stream's new total:
 *
 * - `since_absent`, `since_start`: all of it was added, since then
 * - `grown`: what it grew by was added, since the last one (`fell` and `incomparable` are told apart by the values)
 * - `baseline`: nothing to compare it with: what comes next will be counted from here
 * - `duplicate`, `out_of_order`: it is refused
 */
export type Advance = 'since_absent' | 'since_start' | 'grown' | 'baseline' | 'duplicate' | 'out_of_order';

/**
 * What a cumulative stream's new total adds.
 *
 * | the total …                                         | adds                                                    |
 * |-----------------------------------------------------|---------------------------------------------------------|
 * | is the first of its stream                          | nothing, it is the baseline; except when …              |
 * | … its metric was reported before without it         | all of it: it did not exist then (`absentAtMs`)         |
 * | … it started within `recentStartMs`                 | all of it, since its start                              |
 * | grew                                                | the difference, since the last one                      |
 * | has a start at or after the last one seen           | all of it, since that start: the sender began anew      |
 * | fell, or one of its buckets did                     | all of it, since the last one: it began anew unsaid     |
 * | has a later start, yet before the last one seen     | the difference: the start was only corrected            |
 * | has other buckets than the last one                 | nothing, it is a new baseline                           |
 * | is of the same time as the last one                 | refused as `duplicate`                                  |
 * | is older, or belongs to an older start              | refused as `out_of_order`                               |
 *
 * @param hasTotal whether the stream has said a total before, at `lastMs`, its process having begun at `lastStartMs`
 * @param absentAtMs when the metric was reported without this stream; NaN when that is not known
 */
export function advanceCumulative(
  hasTotal: boolean,
  lastStartMs: number,
  lastMs: number,
  startMs: number,
  timeMs: number,
  absentAtMs: number,
  recentStartMs: number,
): Advance {
  if (!hasTotal) {
    if (!Number.isNaN(absentAtMs) && startMs < timeMs) return 'since_absent';
    return startMs > 0 && startMs < timeMs && timeMs - startMs <= recentStartMs ? 'since_start' : 'baseline';
  }
  if (timeMs === lastMs) return 'duplicate';
  if (timeMs < lastMs) return 'out_of_order';
  // Two senders under one identity: the one that started last is followed.
  if (startMs > 0 && startMs < lastStartMs) return 'out_of_order';
  const beganAnew = startMs > lastStartMs && startMs >= lastMs;
  // A start equal to the point's own time says that the true start is unknown.
  if (beganAnew) return startMs < timeMs ? 'since_start' : 'baseline';
  return 'grown';
}

/**
 * Since when a delta point counts: its start; without one, the last point of its stream; without that, the millisecond
 * that ends it (its value belongs to the step before its time, not to the one that begins there).
 *
 * @param lastMs NaN where the stream is new
 */
export function deltaStart(startMs: number, timeMs: number, lastMs: number): number {
  if (startMs > 0 && startMs < timeMs) return startMs;
  return startMs === 0 && lastMs < timeMs ? lastMs : timeMs - 1;
}
