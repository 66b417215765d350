import type { SeriesResult } from '../types.ts';
import { summarise, type NabThresholds, type SetSummary } from './summarise.ts';

/** An evaluation as the outputs read it. */
export interface Report {
  readonly datasets: readonly DatasetReport[];
  readonly detectors: readonly string[];
  readonly results: readonly SeriesResult[];
}

export interface DatasetReport {
  readonly name: string;
  readonly series: number;
  readonly anomalous: number;
  readonly segments: number;
  readonly scoredDays: number;
  readonly byDetector: ReadonlyMap<string, SetSummary>;
}

export function createReport(
  results: readonly SeriesResult[],
  detectors: readonly string[],
  nabThresholds: NabThresholds | null,
): Report {
  const names = [...new Set(results.map(({ dataset }) => dataset))];
  const datasets = names.map((name): DatasetReport => {
    const own = results.filter(({ dataset }) => dataset === name);
    const once = own.filter(({ detector }) => detector === detectors[0]);
    return {
      name,
      series: once.length,
      anomalous: once.filter(({ segments }) => segments > 0).length,
      segments: once.reduce((sum, { segments }) => sum + segments, 0),
      scoredDays: once.reduce((sum, { scoredDays }) => sum + scoredDays, 0),
      byDetector: new Map(
        detectors.map((detector) => [
          detector,
          summarise(
            own.filter((result) => result.detector === detector),
            nabThresholds,
          ),
        ]),
      ),
    };
  });
  return { datasets, detectors, results };
}
