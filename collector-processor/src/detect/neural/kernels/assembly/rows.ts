/** Bytes of a float32. */
const FLOAT: usize = 4;

/** Every row of `to` becomes `row`. */
export function fillRows(rows: i32, columns: i32, row: usize, to: usize): void {
  const stride: usize = <usize>columns * FLOAT;
  for (let i: i32 = 0; i < rows; i++) {
    memory.copy(to, row, stride);
    to += stride;
  }
}

/** to[j] += Σᵢ from[i][j]. */
export function sumRows(rows: i32, columns: i32, from: usize, to: usize): void {
  const stride: usize = <usize>columns * FLOAT;
  let j: i32 = 0;
  for (; j + 4 <= columns; j += 4) {
    let sum = v128.load(to);
    let at = from;
    for (let i: i32 = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(at));
      at += stride;
    }
    v128.store(to, sum);
    from += 16;
    to += 16;
  }
  for (; j < columns; j++) {
    let sum = load<f32>(to);
    let at = from;
    for (let i: i32 = 0; i < rows; i++) {
      sum += load<f32>(at);
      at += stride;
    }
    store<f32>(to, sum);
    from += FLOAT;
    to += FLOAT;
  }
}

/** `to` (columns × rows) becomes the transpose of `from` (rows × columns). */
export function transpose(rows: i32, columns: i32, from: usize, to: usize): void {
  for (let i: i32 = 0; i < rows; i++) {
    let at = to + <usize>i * FLOAT;
    for (let j: i32 = 0; j < columns; j++) {
      store<f32>(at, load<f32>(from));
      from += FLOAT;
      at += <usize>rows * FLOAT;
    }
  }
}
