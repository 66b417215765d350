import { describe, expect, it } from '@jest/globals';
import { curveAreas } from './curves.ts';
import { segmentsOf, type Segment } from './segments.ts';
import { vusPr } from './vus-pr.ts';

/** The definition written out point by point, threshold by threshold: slow, and nothing shared with the fast one. */
function byDefinition(scores: Float64Array, segments: readonly Segment[], window: number): number {
  const n = scores.length;
  const sorted = [...scores].sort((a, b) => b - a);
  const inside = Array.from({ length: n }, (_, i) => segments.some(({ from, to }) => i >= from && i < to));
  let sum = 0;
  for (let buffer = 0; buffer <= window; buffer++) {
    const half = Math.floor(buffer / 2);
    const label = inside.map((marked, i) => {
      if (marked) return 1;
      const distances = segments.map(({ from, to }) => (i < from ? from - i : i - (to - 1)));
      return Math.min(
        1,
        distances.reduce((total, d) => total + (d <= half ? Math.sqrt(1 - d / buffer) : 0), 0),
      );
    });
    const extended = segmentsOf(label.map((value) => (value > 0 ? 1 : 0)));
    let [area, before] = [0, 0];
    for (let k = 0; k < 250; k++) {
      const threshold = sorted[Math.floor((k * (n - 1)) / 249)]!;
      const predicted = [...scores].map((score) => score >= threshold);
      const hit = label.reduce((total, value, i) => total + (predicted[i] ? value : 0), 0);
      const positives = inside.filter(Boolean).length;
      const counted = label.reduce((total, value, i) => total + (inside[i] || predicted[i] ? value : 0), 0);
      const found = extended.filter(({ from, to }) => predicted.slice(from, to).some(Boolean)).length;
      const reach = Math.min(1, hit / ((positives + counted) / 2)) * (found / extended.length);
      area += (reach - before) * (hit / predicted.filter(Boolean).length);
      before = reach;
    }
    sum += area;
  }
  return sum / (window + 1);
}

describe('VUS-PR', () => {
  it('without a buffer is the area of points times the share of segments found', () => {
    const labels = [0, 0, 1, 1, 0, 0, 0, 0];
    const scores = Float64Array.of(1, 2, 8, 7, 3, 4, 5, 6);
    expect(vusPr(scores, segmentsOf(labels), 0)).toBeCloseTo(curveAreas(labels, scores)!.aucPr, 12);
  });

  it('halves what finds one of two segments', () => {
    // One point of each: first the one (recall ½ · found ½), then six false ones, then the other.
    const labels = [1, 0, 0, 0, 0, 0, 0, 1];
    const scores = Float64Array.of(8, 7, 6, 5, 4, 3, 2, 1);
    expect(vusPr(scores, segmentsOf(labels), 0)).toBeCloseTo(0.25 * 1 + 0.75 * (2 / 8), 12);
  });

  it.each([0, 1, 4, 9])('is what its definition says, with buffers up to %d', (window) => {
    const labels = Array.from({ length: 120 }, (_, i) =>
      (i >= 20 && i < 31) || i === 36 || (i >= 80 && i < 84) || i > 117 ? 1 : 0,
    );
    // Any spread of scores with ties in it.
    const scores = Float64Array.from(labels, (label, i) => Math.floor(10 * Math.abs(Math.sin(i * i))) + 3 * label);
    expect(vusPr(scores, segmentsOf(labels), window)).toBeCloseTo(byDefinition(scores, segmentsOf(labels), window), 10);
  });

  it('is null without segments', () => {
    expect(vusPr(Float64Array.of(1, 2), [], 3)).toBeNull();
  });
});
