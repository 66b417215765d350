/** Finite entries in ascending order. */
export function sortedFinite(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).filter(Number.isFinite).sort();
}

/** Linear between order statistics (type 7 of Hyndman & Fan, numpy's default). NaN for none. */
export function quantileOf(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) return NaN;
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const fraction = position - below;
  // Weighted rather than a difference: it cannot overflow.
  return sorted[below]! * (1 - fraction) + sorted[above]! * fraction;
}
