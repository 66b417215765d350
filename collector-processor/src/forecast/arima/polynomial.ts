/**
 * A polynomial in the lag operator without its leading 1: the lags with a coefficient, ascending. Seasonal polynomials
 * have few terms at far lags, so only those are kept.
 */
export interface LagPolynomial {
  readonly lags: Int32Array;
  readonly coefficients: Float64Array;
}

/**
 * Coefficients c of 1 + Σ c_k B^k for (1 + Σ a_i B^i)(1 + Σ b_j B^{jm}).
 *
 * @param plain a_1 … a_p
 * @param seasonal b_1 … b_P
 */
export function multiply(plain: ArrayLike<number>, seasonal: ArrayLike<number>, season: number): LagPolynomial {
  const dense = new Float64Array(plain.length + seasonal.length * season + 1);
  for (let j = 0; j <= seasonal.length; j++) {
    const factor = j === 0 ? 1 : seasonal[j - 1]!;
    for (let i = 0; i <= plain.length; i++) dense[j * season + i]! += factor * (i === 0 ? 1 : plain[i - 1]!);
  }
  return sparse(dense);
}

/** (1 − B)^d (1 − B^m)^D, as a dense polynomial with its leading 1. */
export function differencing(d: number, seasonalD: number, season: number): Float64Array {
  let dense: Float64Array = Float64Array.of(1);
  for (let i = 0; i < d; i++) dense = convolve(dense, Float64Array.of(1, -1));
  for (let i = 0; i < seasonalD; i++) {
    const factor = new Float64Array(season + 1);
    factor[0] = 1;
    factor[season] = -1;
    dense = convolve(dense, factor);
  }
  return dense;
}

/** Dense again, with the leading 1. */
export function dense({ lags, coefficients }: LagPolynomial): Float64Array {
  const out = new Float64Array((lags.at(-1) ?? 0) + 1);
  out[0] = 1;
  lags.forEach((lag, i) => (out[lag] = coefficients[i]!));
  return out;
}

/** The product of two dense polynomials. */
export function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; j < b.length; j++) product[i + j]! += a[i]! * b[j]!;
  }
  return product;
}

/** Without the leading 1 and what is zero. */
export function sparse(polynomial: Float64Array): LagPolynomial {
  const lags = Int32Array.from(polynomial.keys()).filter((lag) => lag > 0 && polynomial[lag] !== 0);
  return { lags, coefficients: Float64Array.from(lags, (lag) => polynomial[lag]!) };
}
