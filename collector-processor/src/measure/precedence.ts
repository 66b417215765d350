import type { KeyedState } from './keyed-state.ts';
import { UNCLIPPED, type Clip } from './spread.ts';

/** Which of several sources tells of a subject, and from when to when. Plain data. */
export interface Leader {
  readonly rank: number;
  /** What this source says counts from here on; null = from the first word. */
  readonly sinceMs: number | null;
  readonly lastMs: number;
}

/** When the same requests are told of by several sources, each moment counts from one of them only. */
export interface Precedence {
  /**
   * The part of (fromMs, toMs] that counts when a source of this rank (higher is better) tells of it; null = none of it.
   */
  claim(subject: string, rank: number, fromMs: number, toMs: number, seenMs: number): Clip | null;
}

/**
 * The first source heard leads. A better one takes over at the end of what it first says, so nothing is counted twice
 * and nothing is left out: before that moment the lesser source counts, after it the better one. The lesser one takes
 * over again when the better one has been silent for `memoryMs` of event time.
 */
export function createPrecedence(leaders: KeyedState<Leader>, memoryMs: number): Precedence {
  return {
    claim(subject, rank, fromMs, toMs, seenMs) {
      const leader = leaders.get(subject);
      if (leader === undefined) {
        leaders.set(subject, { rank, sinceMs: null, lastMs: toMs }, seenMs);
        return UNCLIPPED;
      }
      const sinceMs = leader.sinceMs ?? -Infinity;
      if (rank === leader.rank) {
        leaders.set(subject, { ...leader, lastMs: Math.max(leader.lastMs, toMs) }, seenMs);
        return { afterMs: sinceMs, untilMs: Infinity };
      }
      const silent = toMs - leader.lastMs > memoryMs;
      if (rank > leader.rank || silent) {
        const fromNow = silent ? leader.lastMs : Math.max(leader.lastMs, toMs);
        leaders.set(subject, { rank, sinceMs: fromNow, lastMs: toMs }, seenMs);
        return { afterMs: fromNow, untilMs: Infinity };
      }
      return fromMs < sinceMs || toMs <= sinceMs ? { afterMs: -Infinity, untilMs: sinceMs } : null;
    },
  };
}
