import { type Calibration, calibrate, calibrated } from './calibration.ts';
import { crossFittedScores } from './cross-fit.ts';
import {
  computeFeatures,
  FEATURE_DEFAULTS,
  featureHistorySteps,
  type FeatureOptions,
  type LearnedFeatures,
  learnFeatures,
} from './features.ts';
import { type Matrix, pickRows } from './matrix.ts';
import { createRandom, type Random } from '../../random.ts';
import { sampleIndices } from './sample-indices.ts';
import { restoreFeatures, serialiseFeatures } from './stored-features.ts';
import { expectModel, storedNumber } from './stored.ts';
import { refuse, refuseWindow, withoutLeftOut } from './training-window.ts';
import type {
  Fitted,
  FitResult,
  LearnedModel,
  NumberArray,
  PlainValue,
  SerialisedModel,
  TrainingWindow,
} from './types.ts';

/** Fewer rows describe noise rather than a service. */
const MIN_ROWS = 100;

export interface RowModelOptions extends FeatureOptions {
  /** Of the window's rows a seeded sample of at most so many is trained on; bounds time and the model's size. */
  readonly maxTrainingRows: number;
  /** The share of the window's steps, each judged by a model that had not seen it, that stays at or below score 1. */
  readonly thresholdQuantile: number;
}

export const ROW_MODEL_DEFAULTS: Omit<RowModelOptions, 'maxTrainingRows'> = {
  ...FEATURE_DEFAULTS,
  thresholdQuantile: 0.998,
};

/**
 * A method that knows rows of numbers and nothing of time. Scores: higher = more anomalous, finite, and on a scale that
 * does not depend on how many rows were trained on.
 */
export interface RowMethod<Options> {
  readonly name: string;
  /** Of what `serialise` writes. */
  readonly version: number;
  readonly defaults: Readonly<Options & RowModelOptions>;
  fit(rows: Matrix, options: Options, random: Random): RowScorer;
  restore(data: SerialisedModel): RowScorer;
}

export interface RowScorer {
  score(rows: Matrix): Float64Array;
  serialise(): { plain: Record<string, PlainValue>; arrays: Record<string, NumberArray> };
}

/** Joins features, a method that scores their rows, and the calibration of its scores into a learned model. */
export function createRowModel<Options extends object>(
  method: RowMethod<Options>,
): LearnedModel<Options & RowModelOptions> {
  return {
    name: method.name,
    defaults: method.defaults,
    fit: (window, options, seed) => fit(method, window, { ...method.defaults, ...options }, seed),
    restore(data) {
      expectModel(data, method.name, method.version);
      const calibration = { floor: storedNumber(data, 'floor'), threshold: storedNumber(data, 'threshold') };
      return createFitted(method, restoreFeatures(data), method.restore(data), calibration);
    },
  };
}

function fit<Options>(
  method: RowMethod<Options>,
  window: TrainingWindow,
  options: Options & RowModelOptions,
  seed: number,
): FitResult {
  const refusal = refuseWindow(window);
  if (refusal !== undefined) return refusal;
  const features = learnFeatures(window, options);
  const { matrix } = computeFeatures(features, withoutLeftOut(window));
  if (matrix.rows < MIN_ROWS) {
    return refuse('too_short', `${matrix.rows} steps have features (${MIN_ROWS} are needed)`);
  }
  const random = createRandom(seed);
  const train = (rows: Matrix) =>
    method.fit(pickRows(rows, sampleIndices(rows.rows, options.maxTrainingRows, random)), options, random);
  const sameSeason = { ...options, season: features.season };
  const scores = crossFittedScores(window, sameSeason, train, random);
  if (scores.length < MIN_ROWS)
    return refuse('too_short', `${scores.length} steps can be judged (${MIN_ROWS} are needed)`);
  const calibration = calibrate(scores, options.thresholdQuantile);
  const scorer = train(matrix);
  return { kind: 'fitted', fitted: createFitted(method, features, scorer, calibration) };
}

function createFitted<Options>(
  method: RowMethod<Options>,
  features: LearnedFeatures,
  scorer: RowScorer,
  calibration: Calibration,
): Fitted {
  return {
    model: method.name,
    historySteps: featureHistorySteps(features),
    score(columns) {
      const { matrix, steps } = computeFeatures(features, columns);
      const raw = scorer.score(matrix);
      const scores = new Float64Array(columns.values.length).fill(NaN);
      for (let row = 0; row < steps.length; row++) scores[steps[row]!] = calibrated(raw[row]!, calibration);
      return scores;
    },
    serialise() {
      const own = scorer.serialise();
      const shared = serialiseFeatures(features);
      return {
        model: method.name,
        version: method.version,
        plain: { ...own.plain, ...shared.plain, ...calibration },
        arrays: { ...own.arrays, ...shared.arrays },
      };
    },
  };
}
