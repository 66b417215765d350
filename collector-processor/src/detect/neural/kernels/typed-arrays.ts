import type { Arena } from '../arena.ts';
import { createCellKernels } from './typed-array-cells.ts';
import type { Kernels } from './types.ts';

/** The kernels in plain JavaScript: what the WebAssembly ones are held against, in results and in speed. */
export function createTypedArrayKernels(arena: Arena): Kernels {
  return {
    ...createCellKernels(arena),

    multiply(m, n, k, a, aRow, aColumn, b, c, accumulate) {
      const { floats } = arena;
      if (!accumulate) floats.fill(0, c, c + m * n);
      for (let i = 0; i < m; i++) {
        const row = c + i * n;
        for (let p = 0; p < k; p++) {
          const factor = floats[a + i * aRow + p * aColumn]!;
          const line = b + p * n;
          for (let j = 0; j < n; j++) floats[row + j]! += factor * floats[line + j]!;
        }
      }
    },

    transpose(rows, columns, from, to) {
      const { floats } = arena;
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) floats[to + j * rows + i] = floats[from + i * columns + j]!;
      }
    },

    fillRows(rows, columns, row, to) {
      for (let i = 0; i < rows; i++) arena.floats.copyWithin(to + i * columns, row, row + columns);
    },

    sumRows(rows, columns, from, to) {
      const { floats } = arena;
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) floats[to + j]! += floats[from + i * columns + j]!;
      }
    },

    tanhForward(count, x) {
      const { floats } = arena;
      for (let i = x; i < x + count; i++) floats[i] = Math.tanh(floats[i]!);
    },

    tanhBackward(count, y, dy, to) {
      const { floats } = arena;
      for (let i = 0; i < count; i++) floats[to + i] = floats[dy + i]! * (1 - floats[y + i]! ** 2);
    },

    sumOfSquares(count, x) {
      let sum = 0;
      for (let i = x; i < x + count; i++) sum += arena.floats[i]! ** 2;
      return sum;
    },

    adam(count, weights, gradients, mean, variance, scale, beta1, beta2, rate, epsilon) {
      const { floats } = arena;
      for (let i = 0; i < count; i++) {
        const g = floats[gradients + i]! * scale;
        const m = beta1 * floats[mean + i]! + (1 - beta1) * g;
        const v = beta2 * floats[variance + i]! + (1 - beta2) * g * g;
        floats[mean + i] = m;
        floats[variance + i] = v;
        floats[weights + i]! -= (rate * m) / (Math.sqrt(v) + epsilon);
      }
    },
  };
}
