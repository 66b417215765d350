import { widened } from '../widened.ts';

/** What of an interval counts: only what lies in (afterMs, untilMs]. */
export interface Clip {
  readonly afterMs: number;
  readonly untilMs: number;
}

export const UNCLIPPED: Clip = { afterMs: -Infinity, untilMs: Infinity };

/** Steps and the share of each, oldest first: the first `count` entries. Filled anew by each use. */
export interface Shares {
  count: number;
  startsMs: Float64Array<ArrayBuffer>;
  shares: Float64Array<ArrayBuffer>;
}

const FIRST_SHARES = 64;

export function createShares(): Shares {
  return { count: 0, startsMs: new Float64Array(FIRST_SHARES), shares: new Float64Array(FIRST_SHARES) };
}

/**
 * Shares what happened over (fromMs, toMs] among the steps it overlaps, in proportion to the overlap. Unclipped, the
 * shares add up to 1. An event (fromMs = toMs) falls whole into the step that contains it.
 */
export function spreadOverSteps(fromMs: number, toMs: number, stepMs: number, clip: Clip, into: Shares): void {
  into.count = 0;
  if (fromMs === toMs) {
    if (toMs > clip.afterMs && toMs <= clip.untilMs) addShare(into, Math.floor(toMs / stepMs) * stepMs, 1);
    return;
  }
  const lower = Math.max(fromMs, clip.afterMs);
  const upper = Math.min(toMs, clip.untilMs);
  if (upper <= lower) return;
  for (let start = Math.floor(lower / stepMs) * stepMs; start < upper; start += stepMs) {
    addShare(into, start, (Math.min(start + stepMs, upper) - Math.max(start, lower)) / (toMs - fromMs));
  }
}

function addShare(into: Shares, startMs: number, share: number): void {
  if (into.count === into.shares.length) {
    into.startsMs = widened(into.startsMs);
    into.shares = widened(into.shares);
  }
  into.startsMs[into.count] = startMs;
  into.shares[into.count++] = share;
}
