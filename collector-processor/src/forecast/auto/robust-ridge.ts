import { quantileOf, sortedFinite } from '../../detect/learned/quantile.ts';
import { solveSymmetric } from './solve-symmetric.ts';

/** Passes of iteratively reweighted least squares; more change nothing that can be measured. */
const PASSES = 3;
/** Residuals beyond so many robust deviations pull with constant force (Huber 1964). */
const HUBER_DEVIATIONS = 2;

export interface Regression {
  readonly lags: readonly number[];
  readonly coefficients: Float64Array;
  readonly constant: number;
  /** Of step `from` and those after it. */
  readonly residuals: Float64Array;
  readonly from: number;
  /** Steps with weight that were learned from. */
  readonly rows: number;
}

/**
 * Regression of a series on its own past at given lags and a constant: ridge (Hoerl & Kennard 1970), with Huber's weights.
 *
 * @param u about standardised
 * @param observed steps with 0 are no target
 * @param lags ascending; the last is below the series' length
 * @param penalty on each squared coefficient, none on the constant
 */
export function regressOnPast(
  u: Float64Array,
  observed: Uint8Array,
  lags: readonly number[],
  penalty: number,
): Regression {
  const from = lags.at(-1)!;
  const rows = u.length - from;
  const size = lags.length + 1;
  const design = new Float64Array(rows * size);
  const weight = new Float64Array(rows);
  let learned = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < lags.length; i++) design[row * size + i] = u[from + row - lags[i]!]!;
    design[row * size + size - 1] = 1;
    weight[row] = observed[from + row]!;
    learned += weight[row]!;
  }
  const residuals = new Float64Array(rows);
  let solution: Float64Array = new Float64Array(size);
  for (let pass = 0; pass < PASSES; pass++) {
    solution = solveWeighted(design, u.subarray(from), weight, size, penalty);
    for (let row = 0; row < rows; row++) {
      let predicted = 0;
      for (let i = 0; i < size; i++) predicted += design[row * size + i]! * solution[i]!;
      residuals[row] = u[from + row]! - predicted;
    }
    const known = sortedFinite(residuals.map((each, row) => (observed[from + row] === 1 ? Math.abs(each) : NaN)));
    const limit = HUBER_DEVIATIONS * 1.4826 * (quantileOf(known, 0.5) || 0);
    for (let row = 0; row < rows; row++) {
      const size = Math.abs(residuals[row]!);
      weight[row] = observed[from + row] === 0 ? 0 : size > limit ? limit / size : 1;
    }
  }
  const constant = solution[size - 1]!;
  return { lags, coefficients: solution.subarray(0, size - 1), constant, residuals, from, rows: learned };
}

function solveWeighted(
  design: Float64Array,
  target: Float64Array,
  weight: Float64Array,
  size: number,
  penalty: number,
): Float64Array {
  const gram = new Float64Array(size * size);
  const moment = new Float64Array(size);
  for (let row = 0; row < weight.length; row++) {
    const w = weight[row]!;
    if (w === 0) continue;
    const at = row * size;
    for (let i = 0; i < size; i++) {
      const wx = w * design[at + i]!;
      moment[i]! += wx * target[row]!;
      for (let j = 0; j <= i; j++) gram[i * size + j]! += wx * design[at + j]!;
    }
  }
  for (let i = 0; i < size - 1; i++) gram[i * size + i]! += penalty;
  return solveSymmetric(gram, moment);
}

/** Continues a series by what was learned, in place: steps from `from` on are written. */
export function continuePast({ lags, coefficients, constant }: Regression, u: Float64Array, from: number): void {
  for (let t = from; t < u.length; t++) {
    let next = constant;
    for (let i = 0; i < lags.length; i++) next += coefficients[i]! * u[t - lags[i]!]!;
    u[t] = next;
  }
}
