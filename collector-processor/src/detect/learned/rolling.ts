/**
 * Gaps closed with the last value before them, for at most `limit` steps: longer than that nobody knows what the value
 * would have been, and the rest of the gap stays NaN.
 */
export function carryForward(values: Float64Array, limit: number): Float64Array {
  const filled = new Float64Array(values.length);
  let last = NaN;
  let age = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) {
      last = value;
      age = 0;
    } else if (++age > limit) {
      last = NaN;
    }
    filled[i] = last;
  }
  return filled;
}

export interface RollingColumns {
  readonly mean: Float64Array;
  /** Of the window as a population (divisor n). */
  readonly std: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/**
 * Statistics of the `size` steps before each step, without the step itself; NaN where one of them is. Every window is
 * summed anew, so that the result does not depend on where the columns start.
 */
export function rollingBefore(values: Float64Array, size: number): RollingColumns {
  const count = values.length;
  const mean = new Float64Array(count).fill(NaN);
  const std = new Float64Array(count).fill(NaN);
  const min = new Float64Array(count).fill(NaN);
  const max = new Float64Array(count).fill(NaN);
  for (let i = size; i < count; i++) {
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let j = i - size; j < i; j++) {
      const value = values[j]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const average = sum / size;
    if (average !== average) continue;
    let squares = 0;
    for (let j = i - size; j < i; j++) {
      const distance = values[j]! - average;
      squares += distance * distance;
    }
    mean[i] = average;
    std[i] = Math.sqrt(squares / size);
    min[i] = low;
    max[i] = high;
  }
  return { mean, std, min, max };
}
