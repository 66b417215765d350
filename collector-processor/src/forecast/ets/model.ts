/** Which of the exponential smoothing family: Hyndman, Koehler, Ord & Snyder 2008, chapter 2. */
export interface EtsModel {
  readonly error: 'additive' | 'multiplicative';
  readonly trend: 'none' | 'additive' | 'damped';
  readonly season: 'none' | 'additive' | 'multiplicative';
}

/** What is learned by likelihood. Invariants: 0 < alpha < 1, 0 ≤ beta ≤ alpha, 0 ≤ gamma ≤ 1 − alpha, 0.8 ≤ phi ≤ 1. */
export interface EtsParameters {
  readonly alpha: number;
  /** 0 without a trend. */
  readonly beta: number;
  /** 0 without a season. */
  readonly gamma: number;
  /** 1 unless the trend is damped. */
  readonly phi: number;
}

/** Where a smoothing stands. */
export interface EtsState {
  level: number;
  /** 0 without a trend. */
  slope: number;
  /** Of each slot of the season, ring of m; empty without one. */
  readonly season: Float64Array;
  /** Slot of the step that comes next. */
  slot: number;
}

/** The name that the literature gives: ETS(M,Ad,A). */
export function nameOf({ error, trend, season }: EtsModel): string {
  const letter = { none: 'N', additive: 'A', damped: 'Ad', multiplicative: 'M' } as const;
  return `ETS(${letter[error]},${letter[trend]},${letter[season]})`;
}

/** Number of values that are estimated: smoothing parameters, initial states, the noise's variance. */
export function countParameters({ trend, season }: EtsModel, seasonLength: number): number {
  const smoothing = 1 + (trend === 'none' ? 0 : 1) + (trend === 'damped' ? 1 : 0) + (season === 'none' ? 0 : 1);
  const initial = 1 + (trend === 'none' ? 0 : 1) + (season === 'none' ? 0 : seasonLength - 1);
  return smoothing + initial + 1;
}

/**
 * The models worth a try. Additive errors with a multiplicative season are unstable and left out, as in R's forecast;
 * multiplicative ones need values above zero.
 */
export function candidates(seasonal: boolean, positive: boolean): EtsModel[] {
  const errors: EtsModel['error'][] = positive ? ['additive', 'multiplicative'] : ['additive'];
  const seasons: EtsModel['season'][] = seasonal
    ? ['additive', ...(positive ? ['multiplicative' as const] : [])]
    : ['none'];
  const trends: EtsModel['trend'][] = ['none', 'additive', 'damped'];
  return errors.flatMap((error) =>
    seasons
      .filter((season) => error === 'multiplicative' || season !== 'multiplicative')
      .flatMap((season) => trends.map((trend) => ({ error, trend, season }))),
  );
}
