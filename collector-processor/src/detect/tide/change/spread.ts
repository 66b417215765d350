/** A distance counts for at most so many spreads: one that is far out says nothing about what is usual. */
const CLIP = 2;
/** Before so many values nothing is clipped: there is nothing yet to clip by. */
const UNCLIPPED_VALUES = 40;
/** Lets a spread of nothing grow again, and keeps ratios finite. */
export const TINY = 1e-9;

/** Takes a distance (≥ 0) into the clipped root mean square at `at`. */
export function learnSpread(state: Float32Array, at: number, distance: number, rate: number, count: number): void {
  const spread = state[at]!;
  const counted = count < UNCLIPPED_VALUES ? distance : Math.min(distance, CLIP * spread + TINY);
  state[at] = Math.sqrt(spread * spread + rate * (counted * counted - spread * spread));
}
