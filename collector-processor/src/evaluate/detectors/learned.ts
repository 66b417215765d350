import type { Fitted, LearnedModel } from '../../detect/learned/types.ts';
import type { DetectorRun, EvaluatedDetector, LabelledSeries } from '../types.ts';

/** A learned model: trained once on the unscored part, without labels, then scoring the rest. */
export function learned<Options extends object>(model: LearnedModel<Options>): EvaluatedDetector {
  return {
    run(series, seed) {
      const { startMs, stepMs, values, testFrom } = series;
      const beganMs = performance.now();
      const result = model.fit({ startMs, stepMs, values: values.slice(0, testFrom) }, {}, seed);
      const trainSeconds = (performance.now() - beganMs) / 1000;
      if (result.kind === 'refused') return silent(series, trainSeconds, `${result.reason}: ${result.detail}`);
      return { ...scored(series, result.fitted), trainSeconds, refusal: null };
    },
  };
}

/** Scores the scored part only, with as much of the past before it as the model looks back on. */
function scored(
  { startMs, stepMs, values, testFrom }: LabelledSeries,
  fitted: Fitted,
): Omit<DetectorRun, 'trainSeconds' | 'refusal'> {
  const from = Math.max(0, testFrom - fitted.historySteps);
  const part = { startMs: startMs + from * stepMs, stepMs, values: values.slice(from) };
  const beganMs = performance.now();
  const scores = fitted.score(part);
  const scoringSeconds = (performance.now() - beganMs) / 1000;
  const score = new Float64Array(values.length).fill(NaN);
  score.set(scores, from);
  return {
    score,
    rank: score,
    band: null,
    stateBytes: bytesOf(fitted),
    scoringSeconds,
    scoringPoints: part.values.length,
  };
}

function bytesOf(fitted: Fitted): number {
  const { plain, arrays } = fitted.serialise();
  return Object.values(arrays).reduce((sum, array) => sum + array.byteLength, JSON.stringify(plain).length);
}

function silent({ values }: LabelledSeries, trainSeconds: number, refusal: string): DetectorRun {
  const score = new Float64Array(values.length);
  return { score, rank: score, band: null, stateBytes: 0, trainSeconds, scoringSeconds: 0, scoringPoints: 0, refusal };
}
