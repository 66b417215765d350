import { describe } from '@jest/globals';
import { describeLearnedModel, learnedWindow } from '../../../test/support/learned-behaviour.ts';
import { isolationForest } from '../isolation-forest/model.ts';
import { lof } from '../lof/model.ts';
import { oneClassSvm } from '../one-class-svm/model.ts';
import type { LearnedModel } from './types.ts';

type RowsModel = LearnedModel<{ maxTrainingRows: number }>;

const models: [string, RowsModel, number][] = [
  // A forest sees no further than the range it was trained on, and two columns of twenty are few random cuts.
  [isolationForest.name, isolationForest, 0.6],
  [lof.name, lof, 1],
  [oneClassSvm.name, oneClassSvm, 1],
];

describe.each(models)('%s', (_name, model, companionScore) => {
  describeLearnedModel({ ...learnedWindow(5), model, options: { maxTrainingRows: 400 }, companionScore });
});
