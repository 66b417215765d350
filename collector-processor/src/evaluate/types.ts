/** One labelled series on its complete time grid. Step i starts at `startMs + i * stepMs`. */
export interface LabelledSeries {
  readonly name: string;
  readonly startMs: number;
  readonly stepMs: number;
  /** NaN = missing. */
  readonly values: Float64Array;
  /** 1 = anomalous; 0 where the value is missing and nobody said otherwise. */
  readonly labels: Uint8Array;
  /** First scored step: what comes before may be learned from, without labels. */
  readonly testFrom: number;
  /** Only for series of the Numenta benchmark, which scores rows, not steps. */
  readonly nab: NabRows | null;
}

export interface NabRows {
  /** Step that row i fell into. */
  readonly stepOfRow: Int32Array;
  /** First and last row of each window, both inside, in order. */
  readonly windows: readonly (readonly [number, number])[];
  /** Rows that are not scored at the beginning. */
  readonly probation: number;
}

/** Where a series is read from. Plain data: it goes to a worker. */
export interface SeriesSource {
  readonly dataset: string;
  readonly series: string;
  readonly format: 'indexed' | 'nab' | 'csv';
  readonly path: string;
  /** Bytes of the file, by which work is shared out. */
  readonly bytes: number;
  readonly modifiedMs: number;
  /** `indexed` only: start and spacing of the rows, from index.csv. */
  readonly grid: { readonly startMs: number; readonly stepMs: number; readonly testFromRow: number } | null;
  /** `nab` only: windows as epoch ms. */
  readonly windowsMs: readonly (readonly [number, number])[] | null;
}

/** What a detector makes of a series: columns over its whole grid. */
export interface DetectorRun {
  /** > 1 = alarm at the limits as shipped. NaN = no score. */
  readonly score: Float64Array;
  /** What the Numenta benchmark is scored by, where it is not the score: what tells once of a change. */
  readonly change?: Float64Array;
  /** What AUC and VUS rank by. */
  readonly rank: Float64Array;
  /** What event F1 ranks by, where it is not the score: where an event most likely begins. */
  readonly onset?: Float64Array;
  /** Limits and expectation where the detector has them, for the graph. */
  readonly band: { readonly lower: Float64Array; readonly upper: Float64Array } | null;
  readonly stateBytes: number;
  readonly trainSeconds: number;
  /** Processor time that scoring alone took, over `scoringPoints` points. */
  readonly scoringSeconds: number;
  readonly scoringPoints: number;
  /** Why a model would not learn from this series; null where it did. Its scores are 0 then. */
  readonly refusal: string | null;
}

export interface EvaluatedDetector {
  run(series: LabelledSeries, seed: number): DetectorRun;
}

/** Counts of points (or of points after adjustment) against the labels. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** All that is kept of one detector on one series. Plain data: cached, and sent between threads. */
export interface SeriesResult {
  readonly dataset: string;
  readonly series: string;
  readonly detector: string;
  readonly scoredSteps: number;
  readonly scoredDays: number;
  readonly segments: number;
  /** Segments with an alarm among their first points. */
  readonly caught: number;
  readonly points: Confusion;
  /** After competition k-delay adjustment. */
  readonly adjusted: Confusion;
  /** null where the scored part has no anomaly. */
  readonly eventF1: number | null;
  readonly aucPr: number | null;
  readonly aucRoc: number | null;
  readonly vusPr: number | null;
  readonly nab: NabSeries | null;
  readonly stateBytes: number;
  readonly trainSeconds: number;
  readonly scoringSeconds: number;
  readonly scoringPoints: number;
  readonly refusal: string | null;
  readonly graph: Graph;
}

/** What the corpus-wide NAB threshold is chosen from: the scored rows of one file. */
export interface NabSeries {
  readonly scores: Float64Array;
  /** Window that the row lies in, −1 outside. */
  readonly window: Int32Array;
  /** Share of A_TP that a detection at the row earns in its window; outside, the multiple of A_FP that it costs (mostly negative). */
  readonly gain: Float64Array;
  readonly windows: number;
}

/** A series thinned out for drawing: each column is the span of `stepsPerColumn` steps. */
export interface Graph {
  readonly startMs: number;
  readonly stepMs: number;
  readonly stepsPerColumn: number;
  /** Range that 0 … GRAPH_LEVELS of the columns stands for. */
  readonly low: number;
  readonly high: number;
  /** Column of the first scored step. */
  readonly scoredFrom: number;
  readonly least: Uint16Array;
  readonly most: Uint16Array;
  readonly band: { readonly lower: Uint16Array; readonly upper: Uint16Array } | null;
  /** 1 where a step of the column is labelled, or alarmed. */
  readonly labelled: Uint8Array;
  readonly alarmed: Uint8Array;
}
