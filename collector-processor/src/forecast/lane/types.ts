import type { Degradation } from '../../maintenance/degradation/types.ts';
import type { LimitOutlook, LimitSettings } from '../../maintenance/types.ts';
import type { Backtest } from '../backtest.ts';
import type { History } from '../types.ts';

/** What a worker thread is asked for one series. */
export interface ForecastJob {
  readonly history: History;
  /** Name in the registry. */
  readonly model: string;
  /** Models to compare it with on the series' own past; one that is clearly better is taken instead. */
  readonly candidates: readonly string[];
  /** Steps. */
  readonly horizon: number;
  readonly limit: LimitSettings | null;
  /** What its values are judged beside, step by step; null: nothing. */
  readonly load: Float64Array | null;
}

/** The newest forecast of a series, as it is kept. Entry i of a column is the step that starts at startMs + i × stepMs. */
export interface SeriesForecast {
  /** End of the history it was made from, ms: the start of the first step to come. */
  readonly startMs: number;
  readonly stepMs: number;
  readonly model: string;
  /** Why it is not the model that was asked for; null when it is. */
  readonly fallback: string | null;
  readonly expected: readonly number[];
  /** 95 %. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** 80 %. */
  readonly lower80: readonly number[];
  readonly upper80: readonly number[];
  /** Mean of the history's last week: how much there is of it. */
  readonly level: number;
  /** How the models that were compared did on the series' past; empty where they were not. */
  readonly backtests: readonly Backtest[];
  /** When they were compared last, ms; null: never. */
  readonly comparedAtMs: number | null;
  /** When its limit is reached; null where it has none. */
  readonly limit: LimitOutlook | null;
  /** How it changed at the same load, however little; null where it has no load, or too little is known. */
  readonly degradation: Degradation | null;
}

/** What a worker thread answers: the rest is known where the job was made. */
export type ForecastJobResult = Omit<SeriesForecast, 'startMs' | 'stepMs' | 'level' | 'comparedAtMs'>;
