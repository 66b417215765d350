/**
 * The arithmetic that training spends its time in, over one arena. All arguments that name data are indices of blocks
 * (see Arena). There are two implementations: plain typed arrays, which say clearly what is computed, and SIMD
 * WebAssembly, which is used; a test holds the one against the other.
 *
 * `units` is a multiple of 4. Element-wise functions may read and write the padding of a block.
 */
export interface Kernels {
  /** C (m×n) = A·B, or C += A·B; B and C row-major, element (i, p) of A at `a + i * aRow + p * aColumn`. */
  multiply(
    m: number,
    n: number,
    k: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    c: number,
    accumulate: boolean,
  ): void;
  /** `to` (columns×rows) = transpose of `from` (rows×columns). */
  transpose(rows: number, columns: number, from: number, to: number): void;
  /** Every row of `to` = `row`. */
  fillRows(rows: number, columns: number, row: number, to: number): void;
  /** to[j] += Σᵢ from[i][j]. */
  sumRows(rows: number, columns: number, from: number, to: number): void;
  /** x = tanh(x). */
  tanhForward(count: number, x: number): void;
  /** to = dy · (1 − y²); `to` may be `dy`. */
  tanhBackward(count: number, y: number, dy: number, to: number): void;
  /** z: pre-activations → activations [input | forget | candidate | output]; fills c, tanhC, h. */
  lstmForward(batch: number, units: number, z: number, cBefore: number, c: number, tanhC: number, h: number): void;
  /** z: activations → gradients of pre-activations; dc: gradient of c → of cBefore. */
  lstmBackward(batch: number, units: number, z: number, cBefore: number, tanhC: number, dh: number, dc: number): void;
  /** a (input's part) and u (state's part): pre-activations [reset | update | candidate]; a → activations; fills h. */
  gruForward(batch: number, units: number, a: number, u: number, hBefore: number, h: number): void;
  /** a, u → gradients of pre-activations; dh: gradient of h → of hBefore, without what passes through u. */
  gruBackward(batch: number, units: number, a: number, u: number, hBefore: number, dh: number): void;
  sumOfSquares(count: number, x: number): number;
  /** One step of Adam; `scale` multiplies the gradient, `rate` and `epsilon` carry the bias corrections. */
  adam(
    count: number,
    weights: number,
    gradients: number,
    mean: number,
    variance: number,
    scale: number,
    beta1: number,
    beta2: number,
    rate: number,
    epsilon: number,
  ): void;
}
