import type { Incident } from '../incidents/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Labels, ScoreColumns } from '../series/types.ts';

/** Values of one series, entry i at the step that starts at timesMs[i]. */
export interface HistorySeries {
  readonly labels: Labels;
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

export interface History {
  /** First step's start, and the last one's end; aligned to the step. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly series: readonly HistorySeries[];
  /** How many series there were before the largest were chosen. */
  readonly seriesFound: number;
  readonly warnings: readonly string[];
}

/** What the worker thread is given. Plain data. */
export interface BacktestJob {
  readonly watch: WatchSettings;
  readonly history: Pick<History, 'fromMs' | 'toMs' | 'series'>;
}

/** One series scored: entry k of every column belongs to the step that starts at fromMs + k × stepMs. NaN = no value. */
export interface ScoredSeries {
  readonly labels: Labels;
  readonly columns: ScoreColumns;
}

export interface BacktestScores {
  /** In the order of the history's series; one that never had a value is left out. */
  readonly series: readonly ScoredSeries[];
  /** Of all series, in the order they began. */
  readonly incidents: readonly Incident[];
}
