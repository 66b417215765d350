import { graphOf } from './graph.ts';
import { curveAreas } from './metrics/curves.ts';
import { eventF1 } from './metrics/event-f1.ts';
import { caughtEvents, delayAdjustedCounts, pointCounts } from './metrics/fixed-threshold.ts';
import { nabSeries } from './metrics/nab.ts';
import { estimatePeriod } from './metrics/period.ts';
import { segmentsOf } from './metrics/segments.ts';
import { vusPr } from './metrics/vus-pr.ts';
import type { DetectorRun, LabelledSeries, SeriesResult } from './types.ts';

const DAY_MS = 86_400_000;

/** Measures one detector's run on one series: everything that needs the columns, so that they need not be kept. */
export function evaluateSeries(
  series: LabelledSeries,
  run: DetectorRun,
  names: Pick<SeriesResult, 'dataset' | 'detector'>,
): SeriesResult {
  const { startMs, stepMs, values, testFrom, nab } = series;
  // A missing step cannot be told by its label: no prediction, rank 0.
  const known = (column: Float64Array): Float64Array =>
    column.map((score, i) => (values[i] === values[i] && score === score ? score : 0));
  const score = known(run.score);
  const change = run.change === undefined ? score : known(run.change);
  const onset = run.onset === undefined ? score : known(run.onset);
  const alarms = Uint8Array.from(score, (each) => (each > 1 ? 1 : 0));
  const rank = known(run.rank).subarray(testFrom);
  const scoredAlarms = alarms.subarray(testFrom);
  const labels = series.labels.subarray(testFrom);
  const segments = segmentsOf(labels);
  const areas = curveAreas(labels, rank);
  return {
    ...names,
    series: series.name,
    scoredSteps: labels.length,
    scoredDays: (labels.length * stepMs) / DAY_MS,
    segments: segments.length,
    caught: caughtEvents(scoredAlarms, segments),
    points: pointCounts(labels, scoredAlarms),
    adjusted: delayAdjustedCounts(labels, scoredAlarms, segments),
    eventF1: eventF1(labels, onset.subarray(testFrom), segments),
    aucPr: areas?.aucPr ?? null,
    aucRoc: areas?.aucRoc ?? null,
    vusPr: segments.length === 0 ? null : vusPr(rank, segments, estimatePeriod(values)),
    nab:
      nab &&
      nabSeries(
        Float64Array.from(nab.stepOfRow, (step) => change[step]!),
        nab.windows,
        nab.probation,
      ),
    stateBytes: run.stateBytes,
    trainSeconds: run.trainSeconds,
    scoringSeconds: run.scoringSeconds,
    scoringPoints: run.scoringPoints,
    refusal: run.refusal,
    graph: graphOf({ startMs, stepMs, values, labels: series.labels, alarms, testFrom, band: run.band }),
  };
}
