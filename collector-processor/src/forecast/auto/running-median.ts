/**
 * Median over a centred window of odd width, mirrored at both ends; NaN entries count for nothing. Where a window holds
 * none, the median before it stands; 0 before the first.
 */
export function runningMedian(values: Float64Array, width: number): Float64Array {
  const n = values.length;
  const half = width >> 1;
  const mirrored = (i: number): number => values[reflect(i, n)]!;
  const window = new Float64Array(2 * half + 1);
  let size = 0;
  const placeOf = (value: number): number => {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (window[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const enter = (value: number): void => {
    if (value !== value) return;
    const at = placeOf(value);
    window.copyWithin(at + 1, at, size++);
    window[at] = value;
  };
  const leave = (value: number): void => {
    if (value !== value) return;
    const at = placeOf(value);
    window.copyWithin(at, at + 1, size--);
  };
  for (let i = -half; i < half; i++) enter(mirrored(i));
  let before = 0;
  return values.map((_, i) => {
    enter(mirrored(i + half));
    if (size > 0) before = (window[(size - 1) >> 1]! + window[size >> 1]!) / 2;
    leave(mirrored(i - half));
    return before;
  });
}

/** Index of a series that goes back where it ends: … 2 1 0 1 2 … */
function reflect(i: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const at = ((i % period) + period) % period;
  return at < n ? at : period - at;
}
