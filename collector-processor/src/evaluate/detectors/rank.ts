/** Of the rank a step before, what a step keeps at least. */
const KEPT = 0.9;
/** A held rank stays below the limit: holding ranks what follows an alarm, and makes no alarm. */
const MOST_HELD = 0.6;
/** A step that ranks below what came so shortly before it (in steps; falls by e in them) is no onset: it keeps this share. */
const SHORTLY = 10;
const NO_ONSET = 0.5;
/** The usual level is a mean over so many values, two weeks of minutes. */
const LEVEL_VALUES = 20_000;

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

/**
 * A rank of steps as one of onsets: where an event has shown already, or what followed another one is on its way back, it is
 * not there that an event begins. Only looks back.
 */
export function onsetRank(rank: Float64Array): Float64Array {
  const fall = Math.exp(-1 / SHORTLY);
  let most = 0;
  return rank.map((here) => {
    const isOnset = here >= most;
    most = Math.max(here, most * fall);
    return isOnset ? here : NO_ONSET * here;
  });
}

/**
 * How much a step matters: how unusual it is times how large it is, as a geometric mean of its score and of its
 * deviation as a share of the usual level. The level is that of the values so far: nothing looks ahead.
 *
 * @param score how unusual each step is; NaN or 0 where nothing is said
 * @param values NaN = missing
 * @param expected NaN where nothing is expected yet
 */
export function weighed(score: Float64Array, values: Float64Array, expected: Float64Array): Float64Array {
  let level = 0;
  let count = 0;
  return score.map((unusual, i) => {
    const value = values[i]!;
    if (value !== value) return 0;
    count = Math.min(count + 1, LEVEL_VALUES);
    level += (Math.abs(value) - level) / count;
    const large = Math.abs(value - expected[i]!) / level;
    return unusual > 0 && large > 0 ? Math.sqrt(unusual * Math.min(large, Number.MAX_VALUE)) : 0;
  });
}
