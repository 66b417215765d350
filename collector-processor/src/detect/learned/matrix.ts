/** Rows of equal width, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly data: Float64Array;
}

export function createMatrix(rows: number, width: number): Matrix {
  return { rows, width, data: new Float64Array(rows * width) };
}

/** The rows named by `indices`, in their order. */
export function pickRows(matrix: Matrix, indices: Int32Array): Matrix {
  const { width, data } = matrix;
  const picked = createMatrix(indices.length, width);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i]! * width;
    picked.data.set(data.subarray(from, from + width), i * width);
  }
  return picked;
}
