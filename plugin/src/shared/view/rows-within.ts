/** First and last row of ascending times within [fromMs, toMs]; the last is before the first where there is none. */
export function rowsWithin(times: ArrayLike<number>, fromMs: number, toMs: number): [first: number, last: number] {
  return [countBelow(times, (time) => time < fromMs), countBelow(times, (time) => time <= toMs) - 1];
}

/** How many times, from the first on, lie below; by halving. */
function countBelow(times: ArrayLike<number>, isBelow: (time: number) => boolean): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(times[middle])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
