import type { RefusalReason } from './refusals.ts';
import { subtract, type Reading } from './reading.ts';

/** What a stream said last. Plain data, kept across restarts. */
export interface StreamMemory {
  /** 0 = the sender gives none. */
  readonly startMs: number;
  readonly lastMs: number;
  /** The total it reported, for cumulative streams; null where only the time matters (gauges, deltas). */
  readonly total: Reading | null;
}

/** A total as it came. */
export interface CumulativePoint {
  readonly startMs: number;
  readonly timeMs: number;
  readonly total: Reading;
}

export type Advance =
  | { readonly status: 'added'; readonly fromMs: number; readonly added: Reading }
  /** Nothing to compare it with: what comes next will be counted from here. */
  | { readonly status: 'baseline' }
  | { readonly status: 'refused'; readonly reason: RefusalReason };

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
 */
export function advanceCumulative(
  previous: StreamMemory | undefined,
  point: CumulativePoint,
  { absentAtMs, recentStartMs }: { readonly absentAtMs: number | null; readonly recentStartMs: number },
): Advance {
  const { startMs, timeMs, total } = point;
  if (previous === undefined || previous.total === null) {
    if (absentAtMs !== null && startMs < timeMs)
      return { status: 'added', fromMs: Math.max(startMs, absentAtMs), added: total };
    const recent = startMs > 0 && startMs < timeMs && timeMs - startMs <= recentStartMs;
    return recent ? { status: 'added', fromMs: startMs, added: total } : { status: 'baseline' };
  }
  if (timeMs === previous.lastMs) return { status: 'refused', reason: 'duplicate' };
  if (timeMs < previous.lastMs) return { status: 'refused', reason: 'out_of_order' };
  // Two senders under one identity: the one that started last is followed.
  if (startMs > 0 && startMs < previous.startMs) return { status: 'refused', reason: 'out_of_order' };
  const beganAnew = startMs > previous.startMs && startMs >= previous.lastMs;
  // A start equal to the point's own time says that the true start is unknown.
  if (beganAnew) return startMs < timeMs ? { status: 'added', fromMs: startMs, added: total } : { status: 'baseline' };
  const difference = subtract(total, previous.total);
  switch (difference.status) {
    case 'increased':
      return { status: 'added', fromMs: previous.lastMs, added: difference.by };
    case 'decreased':
      return { status: 'added', fromMs: Math.max(previous.lastMs, startMs), added: total };
    case 'incomparable':
      return { status: 'baseline' };
  }
}

/**
 * Since when a delta point counts: its start; without one, the last point of its stream; without that, the millisecond
 * that ends it (its value belongs to the step before its time, not to the one that begins there).
 */
export function deltaStart(startMs: number, timeMs: number, previous: StreamMemory | undefined): number {
  if (startMs > 0 && startMs < timeMs) return startMs;
  if (startMs === 0 && previous !== undefined && previous.lastMs < timeMs) return previous.lastMs;
  return timeMs - 1;
}
