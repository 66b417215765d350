import type { LagPolynomial } from './polynomial.ts';

/**
 * One-step errors given that those before `from` are zero (conditional sum of squares, Box & Jenkins 1970, section 7.1):
 * e_t = w_t + Σ ar_k w_{t−k} − Σ ma_k e_{t−k}.
 *
 * @param values w, differenced and without their mean
 * @param ar of the polynomial 1 + Σ ar_k B^k (ar_k = −φ_k)
 * @param ma of the polynomial 1 + Σ ma_k B^k
 * @param from steps before it are not judged; at least the longest autoregressive lag
 * @param into receives the errors; zero before `from`
 * @returns their sum of squares
 */
export function conditionalErrors(
  values: Float64Array,
  ar: LagPolynomial,
  ma: LagPolynomial,
  from: number,
  into: Float64Array,
): number {
  into.fill(0, 0, from);
  let squares = 0;
  for (let t = from; t < values.length; t++) {
    let error = values[t]!;
    for (let k = 0; k < ar.lags.length; k++) error += ar.coefficients[k]! * values[t - ar.lags[k]!]!;
    for (let k = 0; k < ma.lags.length; k++) {
      const lag = ma.lags[k]!;
      if (lag > t) break;
      error -= ma.coefficients[k]! * into[t - lag]!;
    }
    into[t] = error;
    squares += error * error;
  }
  return squares;
}
