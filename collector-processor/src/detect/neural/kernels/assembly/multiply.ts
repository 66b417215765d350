/** Bytes of a float32. */
const FLOAT: usize = 4;

/**
 * C (m×n) = A·B, or C += A·B when `accumulate` is not 0. B and C are row-major; element (i, p) of A lies `i * aRow + p *
 * aColumn` floats behind `a`, so a transposed A needs no copy.
 *
 * Tiles of 4 rows × 8 columns keep eight accumulators in registers. Every element of C is one sum in the order of p,
 * whatever tile it falls in: the result of a row does not depend on which other rows are computed with it.
 */
export function multiply(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  c: usize,
  accumulate: i32,
): void {
  const rowBytes: usize = <usize>aRow * FLOAT;
  const columnBytes: usize = <usize>aColumn * FLOAT;
  const stride: usize = <usize>n * FLOAT;
  let i: i32 = 0;
  for (; i + 4 <= m; i += 4) {
    const aTile = a + <usize>i * rowBytes;
    const cTile = c + <usize>i * stride;
    let j: i32 = 0;
    for (; j + 8 <= n; j += 8) {
      tile4x8(k, aTile, rowBytes, columnBytes, b + <usize>j * FLOAT, cTile + <usize>j * FLOAT, stride, accumulate);
    }
    for (let row: i32 = 0; row < 4; row++) {
      const aLine = aTile + <usize>row * rowBytes;
      restOfRow(j, n, k, aLine, columnBytes, b, cTile + <usize>row * stride, stride, accumulate);
    }
  }
  for (; i < m; i++) {
    restOfRow(0, n, k, a + <usize>i * rowBytes, columnBytes, b, c + <usize>i * stride, stride, accumulate);
  }
}

function tile4x8(
  k: i32,
  a: usize,
  rowBytes: usize,
  columnBytes: usize,
  b: usize,
  c: usize,
  stride: usize,
  accumulate: i32,
): void {
  const c1 = c + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  if (accumulate) {
    s00 = v128.load(c);
    s01 = v128.load(c, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  let a0 = a;
  let a1 = a0 + rowBytes;
  let a2 = a1 + rowBytes;
  let a3 = a2 + rowBytes;
  for (let p: i32 = 0; p < k; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const v0 = v128.load32_splat(a0);
    s00 = f32x4.add(s00, f32x4.mul(v0, b0));
    s01 = f32x4.add(s01, f32x4.mul(v0, b1));
    const v1 = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(v1, b0));
    s11 = f32x4.add(s11, f32x4.mul(v1, b1));
    const v2 = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(v2, b0));
    s21 = f32x4.add(s21, f32x4.mul(v2, b1));
    const v3 = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(v3, b0));
    s31 = f32x4.add(s31, f32x4.mul(v3, b1));
    a0 += columnBytes;
    a1 += columnBytes;
    a2 += columnBytes;
    a3 += columnBytes;
    b += stride;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** Columns `from` … n − 1 of one row: by fours, then one by one. */
function restOfRow(
  from: i32,
  n: i32,
  k: i32,
  a: usize,
  columnBytes: usize,
  b: usize,
  c: usize,
  stride: usize,
  accumulate: i32,
): void {
  let j: i32 = from;
  for (; j + 4 <= n; j += 4) {
    const offset = <usize>j * FLOAT;
    let sum = accumulate ? v128.load(c + offset) : f32x4.splat(0);
    let aAt = a;
    let bAt = b + offset;
    for (let p: i32 = 0; p < k; p++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(aAt), v128.load(bAt)));
      aAt += columnBytes;
      bAt += stride;
    }
    v128.store(c + offset, sum);
  }
  for (; j < n; j++) {
    const offset = <usize>j * FLOAT;
    let sum: f32 = accumulate ? load<f32>(c + offset) : 0;
    let aAt = a;
    let bAt = b + offset;
    for (let p: i32 = 0; p < k; p++) {
      sum += load<f32>(aAt) * load<f32>(bAt);
      aAt += columnBytes;
      bAt += stride;
    }
    store<f32>(c + offset, sum);
  }
}
