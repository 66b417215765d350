/** Partial autocorrelations stay so far from ±1. */
const MOST = 0.999;

/**
 * Coefficients φ of a stationary autoregression 1 − Σ φ_i B^i from unbounded numbers: these become partial
 * autocorrelations by tanh, and those coefficients by Durbin and Levinson (Monahan 1984). With the sign changed the same
 * keeps a moving average invertible.
 */
export function stationary(unbounded: ArrayLike<number>): Float64Array {
  const size = unbounded.length;
  const phi = new Float64Array(size);
  const before = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const partial = MOST * Math.tanh(unbounded[k]!);
    before.set(phi);
    for (let i = 0; i < k; i++) phi[i] = before[i]! - partial * before[k - 1 - i]!;
    phi[k] = partial;
  }
  return phi;
}
