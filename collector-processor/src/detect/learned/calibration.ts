import { quantileOf, sortedFinite } from './quantile.ts';

/** Where a model's own scores begin and where its threshold lies. */
export interface Calibration {
  /** The least score of the window: becomes 0. */
  readonly floor: number;
  /** The stated quantile of the window's scores: becomes 1. */
  readonly threshold: number;
}

/** Of a degenerate model, whose scores are all alike: whatever exceeds them is well beyond the threshold. */
const BEYOND = 2;

/**
 * Makes scores of different models mean the same: 1 is what the share `quantile` of the window's
 * steps stays within.
 * @param scores a model's own, higher = more anomalous; at least one is finite
 */
export function calibrate(scores: Float64Array, quantile: number): Calibration {
  const sorted = sortedFinite(scores);
  return { floor: sorted[0]!, threshold: quantileOf(sorted, quantile) };
}

/** Linear, so that the order above the floor (and with it every ranking) is the model's own. */
export function calibrated(score: number, { floor, threshold }: Calibration): number {
  const distance = score - floor;
  if (!(distance > 0)) return distance === distance ? 0 : NaN;
  const width = threshold - floor;
  return width > 0 ? Math.min(distance / width, Number.MAX_VALUE) : BEYOND;
}
