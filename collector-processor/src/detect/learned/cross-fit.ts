import { computeFeatures, type FeatureOptions, learnFeatures } from './features.ts';
import { type Matrix, pickRows } from './matrix.ts';
import { type Random } from '../../random.ts';
import { sampleIndices } from './sample-indices.ts';
import type { RowScorer } from './row-model.ts';
import { withoutLeftOut } from './training-window.ts';
import type { TrainingWindow } from './types.ts';

const FOLDS = 3;
/** Of each fold a seeded sample of at most so many rows is scored; enough for the 99.9 % quantile, and bounds time. */
const MAX_FOLD_ROWS = 4000;
/** Fewer rows outside of a fold teach too little to judge the fold by. */
const MIN_ROWS = 50;

/**
 * Scores of the window's steps by models that had not seen them: each third in turn is judged by what was learned from
 * the other two, seasons and scales included (cross-conformal prediction, Vovk 2015). A model's scores of its own
 * training rows are too small to set a threshold by, the more so the closer it fits; and whole thirds, not rows drawn
 * at random, because neighbouring steps are nearly copies of each other.
 */
export function crossFittedScores(
  window: TrainingWindow,
  options: FeatureOptions,
  train: (rows: Matrix) => RowScorer,
  random: Random,
): Float64Array {
  const known = withoutLeftOut(window);
  const count = window.values.length;
  const scores: number[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const from = Math.floor((count * fold) / FOLDS);
    const to = Math.floor((count * (fold + 1)) / FOLDS);
    const leaveOut = Uint8Array.from({ length: count }, (_, i) => (i >= from && i < to ? 1 : 0));
    const features = learnFeatures({ ...known, leaveOut }, options);
    const { matrix, steps } = computeFeatures(features, known);
    const rows = Int32Array.from(steps.keys());
    const inside = rows.filter((row) => leaveOut[steps[row]!] === 1);
    const outside = rows.filter((row) => leaveOut[steps[row]!] === 0);
    if (outside.length < MIN_ROWS || inside.length === 0) continue;
    const judged = sampleIndices(inside.length, MAX_FOLD_ROWS, random).map((i) => inside[i]!);
    for (const score of train(pickRows(matrix, outside)).score(pickRows(matrix, judged))) scores.push(score);
  }
  return Float64Array.from(scores);
}
