/**
 * What crosses the seam between measure and score, and what comes out of scoring.
 *
 * Left of the seam everything is about telemetry; right of it about numbers over time. Nothing in this file knows
 * OpenTelemetry. All times are event time in milliseconds since the epoch.
 */

/** Group-by labels of a series, names as they came (`service.name`). */
export type Labels = Readonly<Record<string, string>>;

/**
 * What one request contributes to a (series, step). Partials of one kind merge in any order; the watch's measure
 * decides how the merged partial becomes the step's value.
 */
export type Aggregate =
  /** Increase of a counter, or a number of events. A rate divides it by the step's seconds. */
  | { readonly kind: 'sum'; readonly sum: number }
  | { readonly kind: 'mean'; readonly sum: number; readonly count: number }
  /** The latest value wins; `timeMs` is the point's own time. */
  | { readonly kind: 'last'; readonly value: number; readonly timeMs: number }
  | { readonly kind: 'max'; readonly value: number }
  /** value = numerator / denominator; absent where the denominator is 0. */
  | { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number }
  /** Bucket i holds counts[i] observations in (lowers[i], uppers[i]]; buckets may overlap, quantiles are read off it. */
  | {
      readonly kind: 'histogram';
      readonly lowers: readonly number[];
      readonly uppers: readonly number[];
      readonly counts: readonly number[];
    };

/** One contribution. `labels` never carry the `quantile` label: a histogram partial becomes one series a quantile at close. */
export interface SeriesPartial {
  readonly watch: string;
  readonly labels: Labels;
  /** Start of the step, aligned to the epoch by the watch's step. */
  readonly stepStartMs: number;
  readonly aggregate: Aggregate;
}

/**
 * "This sender has now told everything up to `coveredToMs`." The watermark is made of these: a step can close early
 * when every sender that is still alive has covered it.
 */
export interface ProducerMark {
  readonly producer: string;
  readonly coveredToMs: number;
}

/** What one accepted request (or one chunk of a replay) contributes. */
export interface PartialBatch {
  readonly partials: readonly SeriesPartial[];
  readonly producers: readonly ProducerMark[];
  /** Token of a sender whose series are limited. */
  readonly token?: string | undefined;
}

/** A series as the right side of the seam knows it. `id` is stable while the process and its checkpoints live. */
export interface SeriesRef {
  readonly id: number;
  readonly watch: string;
  readonly labels: Labels;
}

/** Columns of a scored step: entry i belongs to series i. NaN = no value (absent, or nothing learned yet). */
export interface ScoreColumns {
  readonly value: Float64Array;
  readonly expected: Float64Array;
  readonly typicalLower: Float64Array;
  readonly typicalUpper: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 0 at the expected value, 1 at the limit, > 1 exactly when outside the limits (or absent and that is an alarm). */
  readonly score: Float64Array;
  /**
   * Above 1 where something is told that was not seen for a month: a value further from its level, or a mean of two
   * hours beyond what its time of the day has seen. Each change is told in one step.
   */
  readonly change: Float64Array;
  /** −1 below the expected value, +1 above, 0 at it. */
  readonly direction: Int8Array;
  /**
   * The score by the bounds that an open incident is judged over by: at least `score`, and the same where none is open.
   * A change that lasts is still the incident when the limits, which allow what the level of hours does, hold it again.
   */
  readonly lasting: Float64Array;
  /** 0–100. */
  readonly severity: Float64Array;
  /** 1 while there is not enough history to alarm on. */
  readonly learning: Uint8Array;
  /** 1 where an open incident holds this step out of learning. */
  readonly held: Uint8Array;
}

/**
 * One closed step of one watch, scored. Rows are the watch's live series, present or absent; the step of a large watch comes
 * in parts, one after another, each with some thousands of them.
 */
export interface ScoredStep {
  readonly watch: string;
  readonly stepStartMs: number;
  readonly stepMs: number;
  /** 0 when the step closes; +1 each time a late point within the grace revises it. A revision holds only the changed rows. */
  readonly revision: number;
  /** Which part of the step this is, from 0; a series stays in its part. 0 of a revision, which comes whole. */
  readonly part: number;
  readonly series: readonly SeriesRef[];
  readonly columns: ScoreColumns;
}
