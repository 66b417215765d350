/** A regular history, oldest first: what a forecaster learns from. */
export interface History {
  /** One value a step; NaN = missing. At least one is finite. */
  readonly values: Float64Array;
  readonly stepMs: number;
  /** Start of the first step, ms since the epoch. */
  readonly startMs: number;
  /** IANA name; seasons of the day and week follow its civil time. */
  readonly timezone: string;
  /** Values cannot be negative (counts, rates, ratios): neither is a forecast nor its lower bound. */
  readonly nonNegative: boolean;
  /** What the values cannot leave (a ratio: 0 to 1); default unbounded. */
  readonly hardRange?: { readonly min?: number; readonly max?: number };
  /** 1 where a step is left out of learning (an incident, a confirmed anomaly). Same length as `values`. */
  readonly leaveOut?: Uint8Array;
  /** Spans, ms, past and future, whose days are not like others (holidays by calendar). */
  readonly holidays?: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** Bounds at one level. Bounds of a higher level contain those of a lower one; all contain the expected value. */
export interface Interval {
  /** Share of values that should come to lie inside: 0.95 = 95 %. */
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Steps 1 … horizon after the history's last one. Never a NaN. */
export interface Forecast {
  readonly expected: Float64Array;
  /** In the order of the levels that were asked for. */
  readonly intervals: readonly Interval[];
}

/** A model that has learned one history. Only this can predict. */
export interface FittedForecaster {
  /** Name of what predicts, as people read it: `auto`, or the fallback that was taken instead. */
  readonly model: string;
  /** Why a simpler model was taken than the one asked for ('history shorter than two days'); null when it was not. */
  readonly fallback: string | null;
  /**
   * @param horizon steps ahead, 1 … MAX_HORIZON
   * @param levels each within (0, 1)
   */
  predict(horizon: number, levels: readonly number[]): Forecast;
}

/** A forecaster is pure: no I/O, no clock, no unseeded randomness. The same history gives the same forecast. */
export interface Forecaster {
  readonly name: string;
  fit(history: History): FittedForecaster;
}
