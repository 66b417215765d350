import type { ArimaEstimate } from './estimate.ts';
import { convolve, dense, differencing, sparse } from './polynomial.ts';

/**
 * Expected values ahead: the difference equation, with later errors at zero.
 *
 * @param values the history that the estimate was made on
 */
export function extrapolate(
  { order, ar, ma, mean, errors }: ArimaEstimate,
  values: Float64Array,
  horizon: number,
): Float64Array {
  const whole = sparse(convolve(dense(ar), differencing(order.d, order.seasonalD, order.season)));
  // Σ over the autoregressive polynomial at B = 1, times the mean: the constant of the difference equation.
  const constant = mean * (1 + ar.coefficients.reduce((sum, value) => sum + value, 0));
  const count = values.length;
  const lost = count - errors.length;
  const out = new Float64Array(horizon);
  const valueAt = (t: number): number => (t < count ? values[t]! : out[t - count]!);
  for (let h = 0; h < horizon; h++) {
    const t = count + h;
    let sum = constant;
    for (let k = 0; k < whole.lags.length; k++) sum -= whole.coefficients[k]! * valueAt(t - whole.lags[k]!);
    for (let k = 0; k < ma.lags.length; k++) {
      const at = t - ma.lags[k]!;
      if (at < count && at >= lost) sum += ma.coefficients[k]! * errors[at - lost]!;
    }
    out[h] = sum;
  }
  return out;
}

/**
 * Standard deviation of the error at each step ahead: σ √(Σ ψ²), ψ the weights of the errors in the values
 * (Box & Jenkins 1970, section 5.1).
 */
export function spreadOf({ order, ar, ma, variance }: ArimaEstimate, horizon: number): Float64Array {
  const whole = sparse(convolve(dense(ar), differencing(order.d, order.seasonalD, order.season)));
  const moving = dense(ma);
  const psi = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  let sum = 0;
  for (let h = 0; h < horizon; h++) {
    let weight = h < moving.length ? moving[h]! : 0;
    for (let k = 0; k < whole.lags.length && whole.lags[k]! <= h; k++) {
      weight -= whole.coefficients[k]! * psi[h - whole.lags[k]!]!;
    }
    psi[h] = weight;
    sum += weight * weight;
    spread[h] = Math.sqrt(variance * sum);
  }
  return spread;
}
