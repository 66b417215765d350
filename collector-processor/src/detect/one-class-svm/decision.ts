import type { Matrix } from '../learned/matrix.ts';
import { squaredDistance, type SupportVectors } from './smo.ts';

/**
 * How far beyond the border each row lies: log(offset / kernel sum); 0 on the border, > 0 outside. The SVM's decision
 * value is offset · (exp(−this) − 1) and falls as this grows; but that ends at −offset for all that is far away, while
 * this grows with the square of the distance, so that a disaster still outranks a mishap.
 */
export function beyondBorder(support: SupportVectors, rows: Matrix): Float64Array {
  const { vectors, coefficients, offset, gamma } = support;
  const border = Math.log(offset);
  const exponents = new Float64Array(vectors.rows);
  const beyond = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    let nearest = -Infinity;
    for (let i = 0; i < vectors.rows; i++) {
      const distance = squaredDistance(rows.data, row * rows.width, vectors.data, i * rows.width, rows.width);
      exponents[i] = -gamma * distance;
      if (exponents[i]! > nearest) nearest = exponents[i]!;
    }
    // The nearest vector's term is taken out of the sum: exp alone would underflow to 0 far away.
    let sum = 0;
    for (let i = 0; i < vectors.rows; i++) sum += coefficients[i]! * Math.exp(exponents[i]! - nearest);
    beyond[row] = border - nearest - Math.log(sum);
  }
  return beyond;
}

/** scikit-learn's `gamma='scale'`: 1 / (columns · variance of all entries); 1 where nothing varies. */
export function scaleGamma({ width, data }: Matrix): number {
  let mean = 0;
  for (const value of data) mean += value / data.length;
  let variance = 0;
  for (const value of data) variance += (value - mean) ** 2 / data.length;
  return variance > 0 ? 1 / (width * variance) : 1;
}
