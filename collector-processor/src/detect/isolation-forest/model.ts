import { createRowModel, ROW_MODEL_DEFAULTS, type RowScorer } from '../learned/row-model.ts';
import { storedArray, storedNumber } from '../learned/stored.ts';
import { type Forest, growForest, scoreForest } from './forest.ts';

export interface IsolationForestOptions {
  readonly trees: number;
  /** Rows that each tree is grown on. */
  readonly sampleSize: number;
}

/** Isolation Forest (Liu, Ting & Zhou 2008): anomalous is what few random cuts set apart. */
export const isolationForest = createRowModel<IsolationForestOptions>({
  name: 'isolation-forest',
  version: 1,
  // Trees and sample as in the paper.
  defaults: { ...ROW_MODEL_DEFAULTS, maxTrainingRows: 20_000, trees: 100, sampleSize: 1024 },
  fit: (rows, { trees, sampleSize }, random) => createScorer(growForest(rows, trees, sampleSize, random)),
  restore: (data) =>
    createScorer({
      roots: storedArray(data, 'roots', Int32Array),
      feature: storedArray(data, 'feature', Int32Array),
      threshold: storedArray(data, 'threshold', Float64Array),
      left: storedArray(data, 'left', Int32Array),
      right: storedArray(data, 'right', Int32Array),
      pathLength: storedArray(data, 'pathLength', Float64Array),
      sampleSize: storedNumber(data, 'sampleSize'),
    }),
});

function createScorer(forest: Forest): RowScorer {
  const { sampleSize, ...arrays } = forest;
  return {
    score: (rows) => scoreForest(forest, rows),
    serialise: () => ({ plain: { sampleSize }, arrays }),
  };
}
