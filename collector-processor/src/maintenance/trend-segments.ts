/** A segment needs so many days to have a slope of its own. */
const MIN_DAYS = 6;
/** Cost of a further segment, in log(n) times the variance of the noise: three parameters a segment, and a margin. */
const PENALTY = 5;
/** Longest history that is looked at: the cost is quadratic. */
const MAX_DAYS = 400;

/**
 * First days of the stretches that one straight line each describes: optimal partitioning into lines (Jackson et al. 2005;
 * the cost of Killick et al. 2012) with a penalty in terms of the day-to-day noise.
 *
 * @param levels one a day, NaN = missing
 * @returns at least one, oldest first
 */
export function segmentStarts(levels: Float64Array): number[] {
  const n = levels.length;
  const offset = Math.max(0, n - MAX_DAYS);
  if (n - offset < 2 * MIN_DAYS) return [offset];
  const cost = lineCosts(levels);
  const penalty = PENALTY * Math.log(n) * noiseVariance(levels);
  const best = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  best[offset] = -penalty;
  for (let end = offset + MIN_DAYS; end <= n; end++) {
    for (let start = offset; start <= end - MIN_DAYS; start++) {
      const total = best[start]! + cost(start, end) + penalty;
      if (total < best[end]!) {
        best[end] = total;
        from[end] = start;
      }
    }
  }
  const starts: number[] = [];
  for (let end = n; end > offset; end = from[end]!) starts.unshift(from[end]!);
  return starts;
}

/** Squared error of a line through days [start, end), from running sums. */
function lineCosts(levels: Float64Array): (start: number, end: number) => number {
  const n = levels.length;
  // Sums of 1, x, y, xx, xy, yy over the days that have a level.
  const sums = Array.from({ length: 6 }, () => new Float64Array(n + 1));
  // Centred, so that the differences of sums keep their digits.
  const mid = n / 2;
  const mean = levels.reduce((sum, level) => (Number.isFinite(level) ? sum + level / n : sum), 0);
  for (let i = 0; i < n; i++) {
    const has = levels[i] === levels[i] ? 1 : 0;
    const x = i - mid;
    const y = has === 1 ? levels[i]! - mean : 0;
    [has, has * x, y, has * x * x, x * y, y * y].forEach((add, k) => {
      sums[k]![i + 1] = sums[k]![i]! + add;
    });
  }
  return (start, end) => {
    const [count, x, y, xx, xy, yy] = sums.map((sum) => sum[end]! - sum[start]!) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (count < MIN_DAYS / 2) return 0;
    const spread = xx - (x * x) / count;
    const cross = xy - (x * y) / count;
    return Math.max(0, yy - (y * y) / count - (spread > 0 ? (cross * cross) / spread : 0));
  };
}

/** From second differences, which know no trend: their variance is six times that of the noise. Robust, never 0. */
function noiseVariance(levels: Float64Array): number {
  const seconds: number[] = [];
  for (let i = 2; i < levels.length; i++) {
    const second = Math.abs(levels[i]! - 2 * levels[i - 1]! + levels[i - 2]!);
    if (second === second) seconds.push(second);
  }
  seconds.sort((a, b) => a - b);
  const scale = 1.4826 * (seconds[seconds.length >> 1] ?? 0);
  const floor = 1e-9 * Math.max(...levels.map((level) => (level === level ? Math.abs(level) : 0)), 1e-300);
  return Math.max(scale * scale, floor * floor) / 6;
}
