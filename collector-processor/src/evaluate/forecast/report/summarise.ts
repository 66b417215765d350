import type { ForecastMeasures, ForecastResult } from '../types.ts';

/** One model on one set, by the names of the JSON document. */
export interface ForecastSummary extends ForecastMeasures {
  /** Mean of sMAPE and MASE against those of Naive2 on the same cases. */
  readonly owa: number;
  /** Share of the cases whose interval holds less than 80 % of the values. */
  readonly undercovered: number;
  /** CPU seconds of one forecast, fit included, mean. */
  readonly seconds: number;
  /** Cases in which another model stood in. */
  readonly fallbacks: number;
}

export interface ForecastSet {
  readonly name: string;
  readonly cases: number;
  readonly byModel: ReadonlyMap<string, ForecastSummary>;
}

export interface ForecastReport {
  readonly sets: readonly ForecastSet[];
  readonly models: readonly string[];
  readonly results: readonly ForecastResult[];
}

const COVERED = 0.8;

export function reportOf(results: readonly ForecastResult[], models: readonly string[]): ForecastReport {
  const bySet = Map.groupBy(results, ({ dataset }) => dataset);
  const sets = [...bySet].map(([name, own]): ForecastSet => {
    const byModel = new Map(models.map((model) => [model, summarise(own.filter((result) => result.model === model))]));
    return { name, cases: own.length / models.length, byModel };
  });
  return { sets, models, results };
}

/** Means over the cases; OWA is a ratio of means, as the competition has it. */
export function summarise(results: readonly ForecastResult[]): ForecastSummary {
  const mean = (of: (result: ForecastResult) => number): number =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length;
  const smape = mean(({ measures }) => measures.smape);
  const mase = mean(({ measures }) => measures.mase);
  return {
    smape,
    mase,
    owa: (smape / mean(({ naive2 }) => naive2.smape) + mase / mean(({ naive2 }) => naive2.mase)) / 2,
    msis: mean(({ measures }) => measures.msis),
    coverage95: mean(({ measures }) => measures.coverage95),
    undercovered: mean(({ measures }) => (measures.coverage95 < COVERED ? 1 : 0)),
    seconds: mean(({ seconds }) => seconds),
    fallbacks: results.filter(({ fallback }) => fallback !== null).length,
  };
}
