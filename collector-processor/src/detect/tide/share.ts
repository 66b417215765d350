/**
 * Shares in 16 bits, followed at weights far below their precision: what a step adds is rounded up as often as its part of a
 * unit says. `dither` says when: a number in [0, 1) of each step, spread evenly, the same for all rows.
 */
const WHOLE = 32_767;
const GOLDEN = 0.618_033_988_749_895;

/** @param step number of the step since the epoch */
export const ditherOf = (step: number): number => (step * GOLDEN) % 1;

export const shareAt = (short: Int16Array, at: number): number => short[at]! / WHOLE;

/** @param count so many from `at` on */
export function fillShares(short: Int16Array, at: number, count: number, share: number): void {
  short.fill(Math.round(share * WHOLE), at, at + count);
}

/** Moves a share towards 0 or 1. @param weight of the step, 0 to 1 */
export function followShare(short: Int16Array, at: number, target: 0 | 1, weight: number, dither: number): void {
  const share = short[at]!;
  // What never happens, as a rule.
  if (share === 0 && target === 0) return;
  short[at] = Math.floor(share + weight * (target * WHOLE - share) + dither);
}
