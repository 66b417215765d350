import { solveSymmetric } from '../forecast/auto/solve-symmetric.ts';
import { median } from './least-squares.ts';

/** A linear regression y = Σ coefficient × column. */
export interface Regression {
  readonly coefficients: Float64Array;
  /** Inverse of the weighted Gram matrix, row-major: times the variance of an error, it is the coefficients' covariance. */
  readonly inverse: Float64Array;
  /** Weighted sum of squared residuals, as if no weight were below 1. */
  readonly squares: number;
  /** Of points that have a value. */
  readonly count: number;
}

/** Huber's tuning constant: 95 % efficient where errors are normal. */
const HUBER = 1.345;
/** Share of the squared errors that is left by the weights where errors are normal. */
const KEPT = 0.82;
const MAD_TO_SD = 1.4826;
const PASSES = 3;

/**
 * Least squares with Huber weights (Huber 1964), so that single points do not turn it.
 *
 * @param columns each as long as `y`
 * @param y NaN = left out
 */
export function regressRobustly(columns: readonly Float64Array[], y: Float64Array): Regression {
  const size = columns.length;
  const weights = Float64Array.from(y, (value) => (value === value ? 1 : 0));
  const count = weights.reduce((sum, weight) => sum + weight, 0);
  let solved = solve(columns, y, weights);
  let errors = errorsOf(columns, y, solved.coefficients);
  for (let pass = 0; pass < PASSES; pass++) {
    const limit = HUBER * MAD_TO_SD * median(errors.map(Math.abs));
    if (!(limit > 0)) break;
    for (let t = 0; t < errors.length; t++) {
      const error = Math.abs(errors[t]!);
      weights[t] = error !== error ? 0 : error > limit ? limit / error : 1;
    }
    solved = solve(columns, y, weights);
    errors = errorsOf(columns, y, solved.coefficients);
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    inverse.set(solveSymmetric(Float64Array.from(solved.gram), unit), i * size);
  }
  const squares =
    errors.reduce((sum, error, i) => (weights[i]! > 0 ? sum + weights[i]! * error * error : sum), 0) / KEPT;
  return { coefficients: solved.coefficients, inverse, squares, count };
}

function solve(columns: readonly Float64Array[], y: Float64Array, weights: Float64Array) {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  const moment = new Float64Array(size);
  for (let t = 0; t < y.length; t++) {
    if (weights[t] === 0) continue;
    for (let i = 0; i < size; i++) {
      const weighted = weights[t]! * columns[i]![t]!;
      moment[i]! += weighted * y[t]!;
      for (let j = 0; j <= i; j++) gram[i * size + j]! += weighted * columns[j]![t]!;
    }
  }
  return { gram, coefficients: solveSymmetric(Float64Array.from(gram), moment) };
}

function errorsOf(columns: readonly Float64Array[], y: Float64Array, coefficients: Float64Array): Float64Array {
  const errors = Float64Array.from(y);
  columns.forEach((column, i) => {
    for (let t = 0; t < errors.length; t++) errors[t]! -= coefficients[i]! * column[t]!;
  });
  return errors;
}
