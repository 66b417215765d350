/** Standard deviations of a Poisson count, on the scale of square roots, that are nothing new. */
const DEVIATIONS = 4;

/**
 * How far from its mean counting alone takes a count (Anscombe's square-root transform, the longer, upper side).
 *
 * @param unit value of one event; 0 for no counts, and no noise
 */
export function countNoise(mean: number, unit: number): number {
  if (unit <= 0) return 0;
  const root = Math.sqrt(Math.max(0, mean) / unit);
  return unit * (DEVIATIONS * root + (DEVIATIONS / 2) ** 2);
}
