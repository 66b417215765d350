/** One of the models that `auto` weighs. Learned once; forecasts from any point of the series it has learned. */
export interface Member {
  readonly name: string;
  /** By how much its errors on the series it has learned understate those to come, as a ratio of squares; ≥ 1. */
  readonly optimism: number;
  /** The first origin with enough past before it. */
  readonly firstOrigin: number;
  /** Expected values of the steps from `origin` on, knowing those before it. */
  predict(origin: number, horizon: number): Float64Array;
}
