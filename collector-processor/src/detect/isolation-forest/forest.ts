import type { Matrix } from '../learned/matrix.ts';
import { type Random } from '../../random.ts';
import { sampleIndices } from '../learned/sample-indices.ts';

const EULER_GAMMA = 0.5772156649015329;
const LEAF = -1;

/** Trees one after the other, a node an entry; children are entries of the same arrays. */
export interface Forest {
  /** Entry of each tree's root. */
  readonly roots: Int32Array;
  /** The column that the node asks about; −1 = leaf. */
  readonly feature: Int32Array;
  /** At most this goes left. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Of a leaf: steps from the root plus what isolating the rows left in it would still have taken. */
  readonly pathLength: Float64Array;
  /** Rows that each tree was grown on. */
  readonly sampleSize: number;
}

/**
 * c(n) of Liu, Ting & Zhou (2008), eq. 1: the mean path length of an unsuccessful search in a binary tree of n rows,
 * with the harmonic number as ln + γ, and 1 for two rows (as scikit-learn does).
 */
export function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + EULER_GAMMA) - (2 * (rows - 1)) / rows;
}

/** Grows `trees` trees, each on its own sample of `sampleSize` rows, no deeper than a balanced tree of them would be. */
export function growForest(rows: Matrix, trees: number, sampleSize: number, random: Random): Forest {
  const size = Math.min(sampleSize, rows.rows);
  const builder = createBuilder(rows, Math.ceil(Math.log2(Math.max(size, 2))), random);
  const roots = Int32Array.from({ length: trees }, () => builder.tree(sampleIndices(rows.rows, size, random)));
  return { roots, sampleSize: size, ...builder.columns() };
}

function createBuilder(rows: Matrix, maxDepth: number, random: Random) {
  const { width, data } = rows;
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const pathLength: number[] = [];
  const untried = new Int32Array(width);

  /** A column that is not the same in all rows, drawn evenly among those, with its range. */
  function drawFeature(sample: Int32Array): { column: number; low: number; high: number } | undefined {
    for (let i = 0; i < width; i++) untried[i] = i;
    for (let left = width; left > 0; left--) {
      const drawn = Math.floor(random() * left);
      const column = untried[drawn]!;
      untried[drawn] = untried[left - 1]!;
      let low = Infinity;
      let high = -Infinity;
      for (const row of sample) {
        const value = data[row * width + column]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (low < high) return { column, low, high };
    }
    return undefined;
  }

  function grow(sample: Int32Array, depth: number): number {
    const node = feature.push(LEAF) - 1;
    threshold.push(0);
    left.push(LEAF);
    right.push(LEAF);
    pathLength.push(depth + averagePathLength(sample.length));
    const split = sample.length > 1 && depth < maxDepth ? drawFeature(sample) : undefined;
    if (split === undefined) return node;
    const { column, low, high } = split;
    const drawn = low + random() * (high - low);
    // Rounding may land on the greatest value, which would leave the right side empty.
    const at = drawn < high ? drawn : low;
    feature[node] = column;
    threshold[node] = at;
    left[node] = grow(
      sample.filter((row) => data[row * width + column]! <= at),
      depth + 1,
    );
    right[node] = grow(
      sample.filter((row) => data[row * width + column]! > at),
      depth + 1,
    );
    return node;
  }

  return {
    /** The root of a new tree. */
    tree: (sample: Int32Array) => grow(sample, 0),
    columns: () => ({
      feature: Int32Array.from(feature),
      threshold: Float64Array.from(threshold),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      pathLength: Float64Array.from(pathLength),
    }),
  };
}

/** 2^(−mean path length / c(sample size)) of each row: 0.5 is usual, towards 1 is easily isolated. */
export function scoreForest(forest: Forest, rows: Matrix): Float64Array {
  const { roots, feature, threshold, left, right, pathLength } = forest;
  const { width, data } = rows;
  const usual = roots.length * averagePathLength(forest.sampleSize);
  const scores = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    const base = row * width;
    let total = 0;
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree]!;
      for (let column = feature[node]!; column !== LEAF; column = feature[node]!) {
        node = data[base + column]! <= threshold[node]! ? left[node]! : right[node]!;
      }
      total += pathLength[node]!;
    }
    scores[row] = 2 ** (-total / usual);
  }
  return scores;
}
