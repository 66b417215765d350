/** So many seasons back at most: seven days are the week. */
const MOST_SEASONS = 7;
/** The longest lag takes so much of the history at most: the rest is left to learn from. */
const SHARE_FOR_LAGS = 0.35;
/** Steps to learn from, a coefficient. */
const ROWS_A_COEFFICIENT = 3;

/**
 * Lags worth regressing on: the last three steps, and each season back with its neighbours, as many seasons as the
 * history bears. Empty where it bears none.
 */
export function seasonalLags(season: number, steps: number): number[] {
  for (let seasons = MOST_SEASONS; seasons >= 1; seasons--) {
    const around = Array.from({ length: seasons }, (_, k) => [-1, 0, 1].map((by) => season * (k + 1) + by)).flat();
    const lags = [...new Set([1, 2, 3, ...(season > 1 ? around : [])])].filter((lag) => lag > 0).sort((a, b) => a - b);
    const longest = lags.at(-1)!;
    if (longest <= SHARE_FOR_LAGS * steps && steps - longest >= ROWS_A_COEFFICIENT * (lags.length + 1)) return lags;
  }
  return [];
}
