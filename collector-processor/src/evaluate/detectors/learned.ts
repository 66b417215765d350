import type { Ensemble } from '../../detect/ensemble/row-ensembles.ts';
import { scoresAhead } from '../../detect/ensemble/raw-scores.ts';
import type { Fitted, LearnedModel } from '../../detect/learned/types.ts';
import { partOf, scoresFrom, trainModel } from '../../learn/train/train-model.ts';
import { threadSeconds } from '../thread-seconds.ts';
import type { DetectorRun, EvaluatedDetector, LabelledSeries } from '../types.ts';
import { heldRank } from './rank.ts';
import { plainWatch } from '../../measure/plain-watch.ts';
import { throughLane } from './tide.ts';

/**
 * A learned model as a watch runs it that names it: trained once on the unscored part, without labels, then scoring the
 * rest beside tide, through the engine, its tail followed as scores come. It is not trained anew on the way.
 *
 * @param withTide merged with tide's score rather than standing in its place
 */
export function learned<Options extends object>(model: LearnedModel<Options>, withTide = false): EvaluatedDetector {
  return {
    run(series, seed) {
      const began = threadSeconds();
      const trained = trainModel(model, partOf(series, 0, series.testFrom), seed);
      const trainSeconds = threadSeconds() - began;
      if (trained.kind === 'refused') return silent(series, trainSeconds, `${trained.reason}: ${trained.detail}`);
      const { fitted, tail } = trained;
      const scored = scoreRest(series, fitted);
      const raw = scoresAhead(series.startMs, series.stepMs, scored.scores);
      const ensemble: Ensemble = { withTide, members: [{ id: 1, raw, tail }] };
      return {
        ...joined(series, ensemble),
        trainSeconds,
        stateBytes: bytesOf(fitted),
        scoringSeconds: scored.seconds,
        scoringPoints: series.values.length - series.testFrom,
      };
    },
  };
}

/** Scores of the whole grid with models installed where the scored part begins. */
export function joined(
  series: LabelledSeries,
  ensemble: Ensemble | null,
): Pick<DetectorRun, 'score' | 'rank' | 'band' | 'refusal'> {
  const models = ensemble === null ? undefined : { ensemble, from: series.testFrom };
  const { score, lower, upper } = throughLane(series, plainWatch(series.stepMs), models);
  return { score, rank: heldRank(score), band: { lower, upper }, refusal: null };
}

/** The model's own scores of the scored part, on the whole grid, and how long they took. */
export function scoreRest(series: LabelledSeries, fitted: Fitted): { scores: Float64Array; seconds: number } {
  const scores = new Float64Array(series.values.length).fill(NaN);
  const began = threadSeconds();
  scores.set(scoresFrom(fitted, series, series.testFrom), series.testFrom);
  return { scores, seconds: threadSeconds() - began };
}

export function bytesOf(fitted: Fitted): number {
  const { plain, arrays } = fitted.serialise();
  return Object.values(arrays).reduce((sum, array) => sum + array.byteLength, JSON.stringify(plain).length);
}

function silent({ values }: LabelledSeries, trainSeconds: number, refusal: string): DetectorRun {
  const score = new Float64Array(values.length);
  return { score, rank: score, band: null, stateBytes: 0, trainSeconds, scoringSeconds: 0, scoringPoints: 0, refusal };
}
