/** Of the rank a step before, what a step keeps at least. */
const KEPT = 0.9;
/** A held rank stays below the limit: holding ranks what follows an alarm, and makes no alarm. */
const MOST_HELD = 0.6;

/**
 * The score as a ranking of steps: an alarm's neighbours rank above the rest, for trouble does not end in a step. Holds
 * only look back.
 */
export function heldRank(score: Float64Array): Float64Array {
  let before = 0;
  return score.map((here) => {
    before = Math.max(here === here ? here : 0, Math.min(MOST_HELD, KEPT * before));
    return before;
  });
}
