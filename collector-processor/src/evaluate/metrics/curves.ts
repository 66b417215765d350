import { byFallingValue } from './order.ts';

export interface CurveAreas {
  /** Step-wise average precision. */
  readonly aucPr: number;
  /** null where every point is labelled. */
  readonly aucRoc: number | null;
}

/**
 * Areas over points, without adjustment. Points of equal score enter together.
 *
 * @returns null where no point is labelled
 */
export function curveAreas(labels: ArrayLike<number>, scores: Float64Array): CurveAreas | null {
  let positives = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0) positives++;
  if (positives === 0) return null;
  const negatives = labels.length - positives;
  const order = byFallingValue(scores);
  let [tp, fp, tpBefore, fpBefore, aucPr, roc] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    if (labels[order[i]!] !== 0) tp++;
    else fp++;
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[order[i]!]) continue;
    aucPr += ((tp - tpBefore) / positives) * (tp / (tp + fp));
    roc += (fp - fpBefore) * (tp + tpBefore) * 0.5;
    [tpBefore, fpBefore] = [tp, fp];
  }
  return { aucPr, aucRoc: negatives === 0 ? null : roc / (positives * negatives) };
}
