/**
 * What every learned model has in common: trained once on a window of a series' past, then scoring its steps. Pure and
 * columnar: no I/O, no clock, no randomness but the seed. The same window, options and seed give the same model, bit
 * for bit; a restored model gives the same scores as the one that was serialised.
 *
 * NaN policy: NaN (and ±Infinity) in a column = absent. An absent `values[i]` has no score (NaN). An absent companion
 * never blanks a score: it is taken as its usual value, for an outage leaves no latency to measure. A score is never
 * ±Infinity.
 */

/** Consecutive steps of one series; entry i is the step that starts at `startMs + i * stepMs`. */
export interface SeriesColumns {
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
  /** Other measures of the same service (`errors`, `latency`), as long as `values`. One that is missing is absent throughout. */
  readonly companions?: Readonly<Record<string, Float64Array>>;
}

export interface TrainingWindow extends SeriesColumns {
  /** 1 = not to be learned from (an incident, a confirmed anomaly); as long as `values`. */
  readonly leaveOut?: Uint8Array;
  /** IANA name: seasons follow its civil time. UTC where it is missing. */
  readonly timezone?: string;
}

/** `Options` carry every knob; what the caller leaves out is taken from `defaults`. */
export interface LearnedModel<Options extends object> {
  readonly name: string;
  readonly defaults: Readonly<Options>;
  /** @param seed a 32-bit integer */
  fit(window: TrainingWindow, options: Partial<Options>, seed: number): FitResult;
  /** @throws TidemarkError TLERR_MODEL_UNREADABLE when `data` is another model's or another version's */
  restore(data: SerialisedModel): Fitted;
}

/** A window that nothing sound can be learned from is an expected outcome, not an exception. */
export type FitResult =
  | { readonly kind: 'fitted'; readonly fitted: Fitted }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string };

export type RefusalReason =
  /** No step of the window has a value that may be learned from. */
  | 'all_absent'
  /** All values are the same: any model of them would call every change an anomaly. */
  | 'constant'
  /** Fewer usable steps than the model needs; `detail` says how many there are and are needed. */
  | 'too_short'
  /** Training left the range of finite numbers. */
  | 'diverged';

export interface Fitted {
  /** The LearnedModel's name. */
  readonly model: string;
  /**
   * Scoring looks back at most this many steps: the last entry of `score` of `historySteps + 1` steps is bit-identical
   * to what `score` of the whole series gives there. Never looks ahead.
   */
  readonly historySteps: number;
  /**
   * One score a step: 0 = as usual as it gets, 1 = the threshold (a stated quantile of the training window's own
   * scores), > 1 = anomalous. NaN where the step is absent or has too little history before it.
   */
  score(columns: SeriesColumns): Float64Array;
  serialise(): SerialisedModel;
}

export type NumberArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Plain data: can be cloned to a worker as it is; `encodeModel` makes bytes of it for the store. */
export interface SerialisedModel {
  readonly model: string;
  /** Of the model's format, not of its training. */
  readonly version: number;
  /** Settings and small numbers; must survive JSON (no NaN or Infinity: JSON would make them null). */
  readonly plain: Readonly<Record<string, PlainValue>>;
  /** The bulk: trees, support vectors, weights. */
  readonly arrays: Readonly<Record<string, NumberArray>>;
}

export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };
