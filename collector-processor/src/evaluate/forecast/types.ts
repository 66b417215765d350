/** One history to forecast and what came after it. Plain data: it goes to a worker. */
export interface ForecastCase {
  readonly dataset: string;
  readonly series: string;
  readonly stepMs: number;
  readonly startMs: number;
  /** NaN = missing. */
  readonly history: Float64Array;
  /** As long as the horizon. NaN = missing: not measured. */
  readonly actual: Float64Array;
  /** The history that MASE, MSIS and Naive2 are measured by where `history` was spoilt on purpose; else the same. */
  readonly reference: Float64Array;
}

/** Measures of one forecast, as the M4 competition defines them. */
export interface ForecastMeasures {
  /** Per cent, 0 to 200. */
  readonly smape: number;
  readonly mase: number;
  readonly msis: number;
  /** Share of the values inside the 95 % interval. */
  readonly coverage95: number;
}

/** What is kept of one model on one case. Plain data: cached, and sent between threads. */
export interface ForecastResult {
  readonly dataset: string;
  readonly series: string;
  readonly model: string;
  readonly measures: ForecastMeasures;
  /** Of Naive2 on the same case: what OWA is relative to. */
  readonly naive2: Pick<ForecastMeasures, 'smape' | 'mase'>;
  /** Why another model stood in; null where none did. */
  readonly fallback: string | null;
  /** CPU time of fit and predict. */
  readonly seconds: number;
  readonly curve: Curve;
}

/** What a picture is drawn from. */
export interface Curve {
  readonly startMs: number;
  readonly stepMs: number;
  /** The end of the history. */
  readonly past: Float32Array;
  readonly actual: Float32Array;
  readonly expected: Float32Array;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}
