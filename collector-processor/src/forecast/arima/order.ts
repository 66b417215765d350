/** ARIMA(p,d,q)(P,D,Q)m: Box & Jenkins 1970. */
export interface ArimaOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  /** Seasonal parts; all 0 without a season. */
  readonly seasonalP: number;
  readonly seasonalD: number;
  readonly seasonalQ: number;
  /** Season in steps; 1 without one. */
  readonly season: number;
  /** Whether a mean (of the differenced values: a drift) is estimated. */
  readonly mean: boolean;
}

/** The name that the literature gives: ARIMA(1,0,1)(0,1,1)[24] with mean. */
export function nameOf({ p, d, q, seasonalP, seasonalD, seasonalQ, season, mean }: ArimaOrder): string {
  const seasonal = season > 1 ? `(${seasonalP},${seasonalD},${seasonalQ})[${season}]` : '';
  return `ARIMA(${p},${d},${q})${seasonal}${mean ? ` with ${d + seasonalD > 0 ? 'drift' : 'mean'}` : ''}`;
}

/** Values that are estimated, beside the noise's variance. */
export const countCoefficients = ({ p, q, seasonalP, seasonalQ, mean }: ArimaOrder): number =>
  p + q + seasonalP + seasonalQ + (mean ? 1 : 0);
