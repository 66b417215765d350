import { threadSeconds } from '../thread-seconds.ts';
import type { DetectorRun, LabelledSeries } from '../types.ts';

/** A run of a detector that is one function of the series and knows no band; ranks as it scores. */
export function columnRun({ values }: LabelledSeries, stateBytes: number, score: () => Float64Array): DetectorRun {
  const began = threadSeconds();
  const scores = score();
  return {
    score: scores,
    rank: scores,
    band: null,
    stateBytes,
    trainSeconds: 0,
    scoringSeconds: threadSeconds() - began,
    scoringPoints: values.length,
    refusal: null,
  };
}
