import { createRowModel, ROW_MODEL_DEFAULTS, type RowScorer } from '../learned/row-model.ts';
import { storedArray, storedNumber } from '../learned/stored.ts';
import { beyondBorder, scaleGamma } from './decision.ts';
import { type SupportVectors, trainOneClass } from './smo.ts';

export interface OneClassSvmOptions {
  /** In (0, 1): at most this share of the training rows lies outside, at least this share supports the border. */
  readonly nu: number;
  /** Of the kernel exp(−gamma · distance²); 'scale' = 1 / (features · their variance). */
  readonly gamma: number | 'scale';
  /** Greatest violation of optimality that counts as solved. */
  readonly tolerance: number;
}

/** One-class SVM with a Gaussian kernel: anomalous is what lies outside the smallest region that holds the usual. */
export const oneClassSvm = createRowModel<OneClassSvmOptions>({
  name: 'one-class-svm',
  version: 1,
  // Training keeps a kernel row of 16 kB for each row that ever had weight: 32 MB at worst.
  defaults: { ...ROW_MODEL_DEFAULTS, maxTrainingRows: 2000, nu: 0.05, gamma: 'scale', tolerance: 1e-3 },
  fit(rows, { nu, gamma, tolerance }) {
    const support = trainOneClass(rows, gamma === 'scale' ? scaleGamma(rows) : gamma, nu, tolerance);
    return createScorer(support);
  },
  restore(data) {
    const coefficients = storedArray(data, 'coefficients', Float64Array);
    const vectors = storedArray(data, 'vectors', Float64Array);
    const rows = coefficients.length;
    return createScorer({
      vectors: { rows, width: vectors.length / rows, data: vectors },
      coefficients,
      offset: storedNumber(data, 'offset'),
      gamma: storedNumber(data, 'svmGamma'),
    });
  },
});

function createScorer(support: SupportVectors): RowScorer {
  const { vectors, coefficients, offset, gamma } = support;
  return {
    score: (rows) => beyondBorder(support, rows),
    serialise: () => ({
      plain: { offset, svmGamma: gamma },
      arrays: { vectors: vectors.data, coefficients },
    }),
  };
}
