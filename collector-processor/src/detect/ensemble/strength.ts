/**
 * One scale for what different detectors say. A score stands for a p-value, p = alpha ^ score, where alpha is the
 * probability with which a normal step may alarm (from the watch's budget): 0 means p = 1, 1 means p = alpha, and 1.5
 * is as far beyond the limit for a network as for tide, whose exponential tail keeps to this within a factor of two.
 */

/** At most this: a score stays a number that can be drawn and sent. */
const MAX_SCORE = 1000;

/** @param surprise −ln p, ≥ 0. @param alpha in (0, 1) */
export function scoreOfSurprise(surprise: number, alpha: number): number {
  return Math.min(MAX_SCORE, surprise / -Math.log(alpha));
}

/**
 * Scores of several detectors as one: the harmonic mean of their p-values (Wilson 2019, PNAS 116:1195; Vovk & Wang 2020,
 * Biometrika 107:791). It needs no independence, which detectors of one series never have: the smallest p-value carries
 * it, at the price of ln k / −ln alpha of a score (0.08 for two), and agreement is rewarded.
 *
 * @param scores at least one, none NaN
 */
export function mergeScores(scores: readonly number[], alpha: number): number {
  const perScore = -Math.log(alpha);
  const largest = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp((score - largest) * perScore), 0);
  return Math.max(0, largest + Math.log(sum / scores.length) / perScore);
}
