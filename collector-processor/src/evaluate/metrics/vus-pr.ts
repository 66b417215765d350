import type { Segment } from './segments.ts';

const THRESHOLDS = 250;

/**
 * VUS-PR as TSB-AD computes it (`RangeAUC_volume_opt`): for every buffer ℓ = 0 … L the labels are extended by ℓ/2 on
 * both sides, falling as sqrt(1 − d/ℓ); average precision over THRESHOLDS thresholds at evenly spaced ranks; mean over ℓ.
 * The extended parts count, in hits and in the number of positives, as far as they are predicted; the segments count whole.
 *
 * Every threshold predicts a superset of the one before it, so each point is sorted into the first threshold that
 * predicts it, and all of a buffer's curve comes from cumulated sums near the segments.
 *
 * @param window L, in points
 * @returns null without segments
 */
export function vusPr(scores: Float64Array, segments: readonly Segment[], window: number): number | null {
  if (segments.length === 0) return null;
  const { firstOf, predicted } = rankThresholds(scores);
  let sum = 0;
  for (let buffer = 0; buffer <= window; buffer++)
    sum += averagePrecision(scores.length, firstOf, predicted, segments, buffer);
  return sum / (window + 1);
}

/** First threshold that predicts each point, and how many points each predicts. */
function rankThresholds(scores: Float64Array): { firstOf: Uint8Array; predicted: Float64Array } {
  const sorted = scores.toSorted();
  const n = scores.length;
  const thresholds = Float64Array.from(
    { length: THRESHOLDS },
    (_, k) => sorted[n - 1 - Math.floor((k * (n - 1)) / (THRESHOLDS - 1))]!,
  );
  const predicted = new Float64Array(THRESHOLDS);
  const firstOf = Uint8Array.from(scores, (score) => {
    let [low, high] = [0, THRESHOLDS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (score >= thresholds[middle]!) high = middle;
      else low = middle + 1;
    }
    predicted[low]!++;
    return low;
  });
  cumulate(predicted);
  return { firstOf, predicted };
}

function averagePrecision(
  length: number,
  firstOf: Uint8Array,
  predicted: Float64Array,
  segments: readonly Segment[],
  buffer: number,
): number {
  const half = buffer >> 1;
  const hits = new Float64Array(THRESHOLDS);
  const wings = new Float64Array(THRESHOLDS);
  const existence = new Float64Array(THRESHOLDS);
  let positives = 0;
  for (const { from, to } of segments) {
    positives += to - from;
    for (let i = from; i < to; i++) hits[firstOf[i]!]!++;
  }
  const extended = extend(segments, half, length);
  for (const segment of extended) {
    let earliest = THRESHOLDS - 1;
    for (let i = segment.from; i < segment.to; i++) earliest = Math.min(earliest, firstOf[i]!);
    existence[earliest]!++;
    eachWingPoint(segment, half, buffer, (i, weight) => (wings[firstOf[i]!]! += weight));
  }
  [hits, wings, existence].forEach(cumulate);

  let [area, reachBefore] = [0, 0];
  for (let k = 0; k < THRESHOLDS; k++) {
    const found = hits[k]! + wings[k]!;
    const allPositives = (positives + positives + wings[k]!) / 2;
    const reach = Math.min(found / allPositives, 1) * (existence[k]! / extended.length);
    area += (reach - reachBefore) * (found / predicted[k]!);
    reachBefore = reach;
  }
  return area;
}

interface Extended extends Segment {
  readonly inside: readonly Segment[];
}

/** Segments with their buffers; those whose buffers meet are one. */
function extend(segments: readonly Segment[], half: number, length: number): Extended[] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    const before = groups.at(-1)?.at(-1);
    if (before !== undefined && before.to - 1 + half >= segment.from - half) groups.at(-1)!.push(segment);
    else groups.push([segment]);
  }
  return groups.map((inside) => ({
    from: Math.max(0, inside[0]!.from - half),
    to: Math.min(length, inside.at(-1)!.to + half),
    inside,
  }));
}

/** Visits the points of an extended segment outside its segments, with the label that they have there (at most 1). */
function eachWingPoint(
  { from, to, inside }: Extended,
  half: number,
  buffer: number,
  visit: (point: number, weight: number) => void,
): void {
  const weights = new Float64Array(to - from);
  for (const segment of inside) {
    for (let d = 1; d <= half; d++) {
      const weight = Math.sqrt(1 - d / buffer);
      if (segment.from - d >= from) weights[segment.from - d - from]! += weight;
      if (segment.to - 1 + d < to) weights[segment.to - 1 + d - from]! += weight;
    }
  }
  for (const segment of inside) weights.fill(0, segment.from - from, segment.to - from);
  weights.forEach((weight, i) => {
    if (weight > 0) visit(from + i, Math.min(1, weight));
  });
}

function cumulate(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) values[i]! += values[i - 1]!;
}
