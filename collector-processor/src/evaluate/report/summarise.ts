import { precisionRecall, sumCounts } from '../metrics/fixed-threshold.ts';
import { NAB_PROFILES, nabScore, type NabProfileName, type NabScore } from '../metrics/nab.ts';
import type { NabSeries, SeriesResult } from '../types.ts';

/** One detector on one set, by the names of the JSON document. null: the set has nothing to measure it on. */
export interface Summary {
  readonly pooled_k7_f1: number | null;
  readonly event_recall: number | null;
  readonly fa_per_series_day: number | null;
  readonly k7_event_f1: number | null;
  readonly auc_pr: number | null;
  readonly auc_roc: number | null;
  readonly vus_pr: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly nab_standard: number | null;
  readonly nab_low_fp: number | null;
  readonly nab_low_fn: number | null;
  readonly us_per_point: number | null;
  readonly state_bytes: number | null;
  readonly train_s: number | null;
}

/** NAB's thresholds, by profile: chosen on the set, or given. */
export type NabThresholds = Readonly<Record<NabProfileName, number>>;

export interface SetSummary {
  readonly summary: Summary;
  readonly nabThresholds: NabThresholds | null;
  /** Series that the model would not learn from. */
  readonly refused: number;
}

/** Counts are pooled over series, curves are means over the series that have an anomaly. */
export function summarise(results: readonly SeriesResult[], given: NabThresholds | null = null): SetSummary {
  const total = (of: (result: SeriesResult) => number): number => results.reduce((sum, result) => sum + of(result), 0);
  const segments = total(({ segments }) => segments);
  const points = sumCounts(results.map((result) => result.points));
  const days = total(({ scoredDays }) => scoredDays);
  const scoringPoints = total((result) => result.scoringPoints);
  const anomalous = segments > 0;
  const { precision, recall, f1 } = precisionRecall(points);
  const nab = nabScores(
    results.flatMap((result) => result.nab ?? []),
    given,
  );
  return {
    summary: {
      pooled_k7_f1: anomalous ? precisionRecall(sumCounts(results.map(({ adjusted }) => adjusted))).f1 : null,
      event_recall: anomalous ? total(({ caught }) => caught) / segments : null,
      fa_per_series_day: days > 0 ? points.fp / days : null,
      k7_event_f1: mean(results.map((result) => result.eventF1)),
      auc_pr: mean(results.map((result) => result.aucPr)),
      auc_roc: mean(results.map((result) => result.aucRoc)),
      vus_pr: mean(results.map((result) => result.vusPr)),
      precision: anomalous ? precision : null,
      recall: anomalous ? recall : null,
      f1: anomalous ? f1 : null,
      nab_standard: nab?.standard.score ?? null,
      nab_low_fp: nab?.low_fp.score ?? null,
      nab_low_fn: nab?.low_fn.score ?? null,
      us_per_point: scoringPoints > 0 ? (1e6 * total((result) => result.scoringSeconds)) / scoringPoints : null,
      state_bytes: mean(results.filter(({ refusal }) => refusal === null).map(({ stateBytes }) => stateBytes)),
      train_s: total((result) => result.trainSeconds),
    },
    nabThresholds: nab && {
      standard: nab.standard.threshold,
      low_fp: nab.low_fp.threshold,
      low_fn: nab.low_fn.threshold,
    },
    refused: results.filter(({ refusal }) => refusal !== null).length,
  };
}

function nabScores(files: readonly NabSeries[], given: NabThresholds | null): Record<NabProfileName, NabScore> | null {
  const of = (name: NabProfileName): NabScore | null => nabScore(files, NAB_PROFILES[name], given?.[name]);
  const [standard, lowFp, lowFn] = [of('standard'), of('low_fp'), of('low_fn')];
  return standard && lowFp && lowFn && { standard, low_fp: lowFp, low_fn: lowFn };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}
