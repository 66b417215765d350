/** A straight line through points: intercept + slope · x. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
  /** Weighted sum of squared residuals. */
  readonly squares: number;
  /** Mean of x: where intercept and slope of the centred line are independent. */
  readonly center: number;
  /** Weighted sum of (x − center)². */
  readonly spread: number;
  readonly weight: number;
}

/** Weighted least squares; a slope of 0 where all x are alike. NaN values are left out. */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>, weights?: ArrayLike<number>): Line {
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    if (y[i] !== y[i]) continue;
    const w = weights?.[i] ?? 1;
    weight += w;
    sumX += w * x[i]!;
    sumY += w * y[i]!;
  }
  const center = sumX / weight;
  const meanY = sumY / weight;
  let spread = 0;
  let cross = 0;
  for (let i = 0; i < x.length; i++) {
    if (y[i] !== y[i]) continue;
    const w = weights?.[i] ?? 1;
    spread += w * (x[i]! - center) ** 2;
    cross += w * (x[i]! - center) * (y[i]! - meanY);
  }
  const slope = spread > 0 ? cross / spread : 0;
  const intercept = meanY - slope * center;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    if (y[i] === y[i]) squares += (weights?.[i] ?? 1) * (y[i]! - intercept - slope * x[i]!) ** 2;
  }
  return { intercept, slope, squares, center, spread, weight };
}

/** Huber's tuning constant: 95 % efficient where errors are normal. */
const HUBER = 1.345;
const MAD_TO_SD = 1.4826;
const PASSES = 5;

/** The same with Huber weights (Huber 1964), so that single days do not turn the line. */
export function fitRobustLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const weights = new Float64Array(x.length).fill(1);
  let line = fitLine(x, y);
  for (let pass = 0; pass < PASSES; pass++) {
    const errors = Float64Array.from(y, (value, i) => Math.abs(value - line.intercept - line.slope * x[i]!));
    const scale = MAD_TO_SD * median(errors);
    if (!(scale > 0)) break;
    for (let i = 0; i < weights.length; i++) {
      weights[i] = errors[i]! > HUBER * scale ? (HUBER * scale) / errors[i]! : 1;
    }
    line = fitLine(x, y, weights);
  }
  return line;
}

/** NaN left out; NaN where nothing is left. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values)
    .filter((value) => value === value)
    .sort();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
