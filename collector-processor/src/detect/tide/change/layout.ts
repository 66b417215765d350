/**
 * What a series' record keeps for its change channel: float32 numbers, offsets from the channel's own beginning.
 */

/** Times of the day that have records of their own, three hours each. */
export const RECORD_SLOTS = 8;

let at = 0;
const take = (length = 1): number => {
  const offset = at;
  at += length;
  return offset;
};

export const C = {
  /** Values seen. */
  count: take(),
  /** Mean of the last month, and the usual distance from it below and above (root mean square, clipped). */
  level: take(),
  spreadBelow: take(),
  spreadAbove: take(),
  /** Mean of the last two hours. */
  recent: take(),
  /** The time of day that is running, and the lowest and highest recent mean in it so far. */
  slot: take(),
  slotLow: take(),
  slotHigh: take(),
  /** How far new records usually lie beyond the old ones (root mean square, clipped). */
  beyond: take(),
  /** Largest scores of the last month, fading: what exceeds them is new. */
  deviationSeen: take(),
  recordSeen: take(),
  /** Steps for which no further change is told. */
  quiet: take(),
  /** Lowest and highest recent mean of each time of day. */
  low: take(RECORD_SLOTS),
  high: take(RECORD_SLOTS),
} as const;

export const CHANGE_FIELDS = at;
