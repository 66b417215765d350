import { describe, expect, it } from '@jest/globals';
import {
  classicalCases,
  type GivenTree,
  greatestDifference,
  toMatrix,
} from '../../../test/support/classical-reference.ts';
import { createRandom } from '../../random.ts';
import { averagePathLength, type Forest, growForest, scoreForest } from './forest.ts';

describe('averagePathLength', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    // By hand: 2 · (ln 3 + 0.5772…) − 2 · 3 / 4
    [4, 1.85165590725],
    [256, 10.24477092012],
  ])('of %d rows is %d', (rows, expected) => {
    expect(averagePathLength(rows)).toBeCloseTo(expected, 8);
  });
});

describe.each(classicalCases)('beside scikit-learn: %s', (_name, reference) => {
  const train = toMatrix(reference.train);
  const test = toMatrix(reference.test);

  it('scores its trees as it does', () => {
    const { trees, sampleSize, test: expected } = reference.givenTrees;
    expect(greatestDifference(scoreForest(asForest(trees, sampleSize), test), expected)).toBeLessThan(1e-10);
  });

  // The random streams differ, so trees grown here can only be compared by what does not depend on them.
  it('grows a forest that ranks and scales alike', () => {
    const { trees, sampleSize, meanScores, auc, meanInlierScore } = reference.isolationForest;
    const runs = Array.from({ length: 5 }, (_, seed) =>
      scoreForest(growForest(train, trees, sampleSize, createRandom(seed)), test),
    );
    const mean = runs[0]!.map((_, i) => runs.reduce((sum, run) => sum + run[i]! / runs.length, 0));
    const { inliers } = reference;

    expect(correlation(ranks(mean), ranks(Float64Array.from(meanScores)))).toBeGreaterThan(0.98);
    expect(greatestDifference(mean, meanScores)).toBeLessThan(0.03);
    expect(Math.abs(areaUnderCurve(mean, inliers) - auc)).toBeLessThan(0.01);
    const own = mean.subarray(0, inliers).reduce((sum, score) => sum + score / inliers, 0);
    expect(Math.abs(own - meanInlierScore)).toBeLessThan(0.01);
  });
});

it('grows the same forest from the same seed, another one from another', () => {
  const rows = toMatrix(classicalCases[0]![1].train);
  const grow = (seed: number) => growForest(rows, 10, 64, createRandom(seed));
  expect(grow(3)).toEqual(grow(3));
  expect(grow(3).threshold).not.toEqual(grow(4).threshold);
});

it('makes a single leaf of rows that are all alike', () => {
  const rows = { rows: 100, width: 2, data: new Float64Array(200).fill(4) };
  const forest = growForest(rows, 3, 64, createRandom(1));
  expect(Array.from(forest.feature)).toEqual([-1, -1, -1]);
  expect(scoreForest(forest, rows)[0]).toBeCloseTo(0.5, 12);
});

function asForest(trees: readonly GivenTree[], sampleSize: number): Forest {
  const roots: number[] = [];
  const columns = { feature: [], threshold: [], left: [], right: [], pathLength: [] } as Record<string, number[]>;
  for (const tree of trees) {
    const offset = columns.feature!.length;
    roots.push(offset);
    const depth: number[] = [0];
    tree.feature.forEach((feature, node) => {
      columns.feature!.push(feature);
      columns.threshold!.push(tree.threshold[node]!);
      columns.left!.push(tree.left[node]! + offset);
      columns.right!.push(tree.right[node]! + offset);
      columns.pathLength!.push(depth[node]! + averagePathLength(tree.rows[node]!));
      if (feature >= 0) depth[tree.left[node]!] = depth[tree.right[node]!] = depth[node]! + 1;
    });
  }
  return {
    sampleSize,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(columns.feature!),
    threshold: Float64Array.from(columns.threshold!),
    left: Int32Array.from(columns.left!),
    right: Int32Array.from(columns.right!),
    pathLength: Float64Array.from(columns.pathLength!),
  };
}

function ranks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const out = new Float64Array(values.length);
  order.forEach((index, rank) => (out[index] = rank));
  return out;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const centred = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const [x, y] = [centred(a), centred(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

/** The share of (outlier, inlier) pairs that are in the right order. */
function areaUnderCurve(scores: Float64Array, inliers: number): number {
  let right = 0;
  for (const outlier of scores.subarray(inliers)) {
    for (const inlier of scores.subarray(0, inliers)) right += outlier > inlier ? 1 : outlier === inlier ? 0.5 : 0;
  }
  return right / (inliers * (scores.length - inliers));
}
