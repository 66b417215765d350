import type { Matrix } from '../learned/matrix.ts';
import { squaredDistance, type SupportVectors } from './smo.ts';

/** The decision value of each row: > 0 inside, < 0 outside; −offset far from everything that was trained on. */
export function decisionValues(support: SupportVectors, rows: Matrix): Float64Array {
  const { vectors, coefficients, offset, gamma } = support;
  const values = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    let sum = -offset;
    for (let i = 0; i < vectors.rows; i++) {
      const distance = squaredDistance(rows.data, row * rows.width, vectors.data, i * rows.width, rows.width);
      sum += coefficients[i]! * Math.exp(-gamma * distance);
    }
    values[row] = sum;
  }
  return values;
}

/** scikit-learn's `gamma='scale'`: 1 / (columns · variance of all entries); 1 where nothing varies. */
export function scaleGamma({ width, data }: Matrix): number {
  let mean = 0;
  for (const value of data) mean += value / data.length;
  let variance = 0;
  for (const value of data) variance += (value - mean) ** 2 / data.length;
  return variance > 0 ? 1 / (width * variance) : 1;
}
