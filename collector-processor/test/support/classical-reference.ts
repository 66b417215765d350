import { readFileSync } from 'node:fs';
import type { Matrix } from '../../src/detect/learned/matrix.ts';

/** One data set with what scikit-learn makes of it; written by test/reference/classical.py. */
export interface ClassicalCase {
  readonly train: readonly (readonly number[])[];
  /** The first `inliers` rows are drawn as the training rows were, the rest is scattered. */
  readonly test: readonly (readonly number[])[];
  readonly inliers: number;
  readonly lof: { readonly neighbours: number; readonly test: readonly number[] };
  readonly oneClassSvm: {
    readonly nu: number;
    readonly gamma: number | 'scale';
    readonly gammaUsed: number;
    readonly supportVectors: number;
    readonly offset: number;
    readonly test: readonly number[];
  };
  readonly isolationForest: {
    readonly trees: number;
    readonly sampleSize: number;
    readonly meanScores: readonly number[];
    readonly auc: number;
    readonly meanInlierScore: number;
  };
  readonly givenTrees: {
    readonly sampleSize: number;
    readonly trees: readonly GivenTree[];
    readonly test: readonly number[];
  };
}

export interface GivenTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly rows: readonly number[];
}

const file = new URL('../reference/classical.json', import.meta.url);

/** Name and content of each case, for it.each. */
export const classicalCases = Object.entries(
  (JSON.parse(readFileSync(file, 'utf8')) as { cases: Record<string, ClassicalCase> }).cases,
);

export function toMatrix(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, width: rows[0]!.length, data: Float64Array.from(rows.flat()) };
}

/** Greatest difference of two columns, relative to the greater of 1 and the expected entry. */
export function greatestDifference(actual: Float64Array, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return expected.reduce((worst, entry, i) => {
    const difference = Math.abs(actual[i]! - entry) / Math.max(1, Math.abs(entry));
    // Not Math.max: a NaN must not pass.
    return difference <= worst ? worst : difference;
  }, 0);
}
