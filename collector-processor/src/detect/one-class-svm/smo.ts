import type { Matrix } from '../learned/matrix.ts';

/** Sum of coefficients × kernel − offset is the decision: below 0 is outside. */
export interface SupportVectors {
  readonly vectors: Matrix;
  readonly coefficients: Float64Array;
  readonly offset: number;
  /** Of the kernel exp(−gamma · distance²). */
  readonly gamma: number;
}

/** Curvature of a pair of equal rows, where a Newton step would be without bound (LIBSVM's TAU). */
const LEAST_CURVATURE = 1e-12;
/** Steps a row before the solution is taken as it is; some tens are usual. */
const MAX_STEPS_PER_ROW = 200;

/**
 * The one-class support vector machine of Schölkopf et al. (2001) with LIBSVM's scaling: minimise ½ αᵀKα with
 * 0 ≤ α ≤ 1 and Σα = nu · rows, by sequential minimal optimisation. The pair of each step is chosen by second-order
 * information (Fan, Chen & Lin 2005, WSS 2), the start is LIBSVM's: the first nu · rows at their bound.
 *
 * @param nu in (0, 1): at most this share of the rows ends outside
 * @param tolerance greatest difference of gradients that counts as solved
 */
export function trainOneClass(rows: Matrix, gamma: number, nu: number, tolerance: number): SupportVectors {
  const count = rows.rows;
  const kernel = createKernel(rows, gamma);
  const alpha = startingPoint(count, nu);
  const gradient = new Float64Array(count);
  for (let i = 0; i < count; i++) if (alpha[i]! > 0) addScaled(gradient, kernel(i), alpha[i]!);

  for (let step = 0; step < count * MAX_STEPS_PER_ROW; step++) {
    const pair = choosePair(alpha, gradient, kernel, tolerance);
    if (pair === undefined) break;
    const { rise, fall, by } = pair;
    const before = alpha[rise]!;
    const sum = before + alpha[fall]!;
    // Both stay within [0, 1], and their sum as it is.
    const after = Math.min(before + by, 1, sum);
    alpha[rise] = after;
    alpha[fall] = sum - after;
    addScaled(gradient, kernel(rise), after - before);
    addScaled(gradient, kernel(fall), before - after);
  }
  return keepSupport(rows, alpha, gradient, gamma);
}

function startingPoint(count: number, nu: number): Float64Array {
  const alpha = new Float64Array(count);
  const total = nu * count;
  const whole = Math.floor(total);
  alpha.fill(1, 0, whole);
  if (whole < count) alpha[whole] = total - whole;
  return alpha;
}

/** The steepest coefficient that may rise, and the one whose fall with it gains most; undefined when solved. */
function choosePair(
  alpha: Float64Array,
  gradient: Float64Array,
  kernel: Kernel,
  tolerance: number,
): { rise: number; fall: number; by: number } | undefined {
  const count = alpha.length;
  let rise = -1;
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    if (alpha[i]! < 1 && gradient[i]! < least) {
      least = gradient[i]!;
      rise = i;
    }
  }
  if (rise < 0) return undefined;
  let fall = -1;
  let by = 0;
  let best = 0;
  let widest = 0;
  const near = kernel(rise);
  for (let j = 0; j < count; j++) {
    if (!(alpha[j]! > 0)) continue;
    const slope = gradient[j]! - least;
    if (slope > widest) widest = slope;
    if (slope <= 0) continue;
    // A kernel of distances is 1 on its diagonal.
    const curvature = Math.max(2 - 2 * near[j]!, LEAST_CURVATURE);
    const gain = (slope * slope) / curvature;
    if (gain > best) {
      best = gain;
      fall = j;
      by = slope / curvature;
    }
  }
  return widest < tolerance || fall < 0 ? undefined : { rise, fall, by };
}

/** Drops the rows without weight; the offset is the mean gradient of those strictly within their bounds. */
function keepSupport(rows: Matrix, alpha: Float64Array, gradient: Float64Array, gamma: number): SupportVectors {
  let free = 0;
  let sum = 0;
  let atMost = Infinity;
  let atLeast = -Infinity;
  const kept: number[] = [];
  for (let i = 0; i < alpha.length; i++) {
    const weight = alpha[i]!;
    if (weight > 0) kept.push(i);
    if (weight <= 0) atMost = Math.min(atMost, gradient[i]!);
    else if (weight >= 1) atLeast = Math.max(atLeast, gradient[i]!);
    else {
      free++;
      sum += gradient[i]!;
    }
  }
  const { width, data } = rows;
  const vectors = { rows: kept.length, width, data: new Float64Array(kept.length * width) };
  for (const [i, row] of kept.entries()) vectors.data.set(data.subarray(row * width, (row + 1) * width), i * width);
  return {
    vectors,
    coefficients: Float64Array.from(kept, (row) => alpha[row]!),
    offset: free > 0 ? sum / free : (atMost + atLeast) / 2,
    gamma,
  };
}

/** Row i of the kernel matrix. Only rows that ever had weight are needed, a fraction; they are kept while it trains. */
type Kernel = (row: number) => Float64Array;

function createKernel({ rows, width, data }: Matrix, gamma: number): Kernel {
  const known = new Array<Float64Array | undefined>(rows);
  return (row) => {
    const kept = known[row];
    if (kept !== undefined) return kept;
    const computed = new Float64Array(rows);
    for (let j = 0; j < rows; j++) {
      computed[j] = Math.exp(-gamma * squaredDistance(data, row * width, data, j * width, width));
    }
    known[row] = computed;
    return computed;
  };
}

function addScaled(gradient: Float64Array, column: Float64Array, weight: number): void {
  for (let i = 0; i < gradient.length; i++) gradient[i]! += weight * column[i]!;
}

/** Of two rows of `width` numbers that start at the given entries. */
export function squaredDistance(a: Float64Array, fromA: number, b: Float64Array, fromB: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = a[fromA + j]! - b[fromB + j]!;
    sum += difference * difference;
  }
  return sum;
}
