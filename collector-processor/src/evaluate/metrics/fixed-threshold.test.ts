import { describe, expect, it } from '@jest/globals';
import { caughtEvents, delayAdjustedCounts, pointCounts, precisionRecall, sumCounts } from './fixed-threshold.ts';
import { segmentsOf } from './segments.ts';

/** A segment of ten points from 2 on, one of two points from 14 on. */
const labels = [0, 0, ...new Array<number>(10).fill(1), 0, 0, 1, 1, 0, 0];
const segments = segmentsOf(labels);
const alarmsAt = (...points: number[]) => labels.map((_, i) => (points.includes(i) ? 1 : 0));

describe('the k-delay rule', () => {
  it.each([
    // The first 8 points of the long segment are 2 … 9.
    ['at the last point in time', [9], { tp: 10, fp: 0, fn: 2 }, 1],
    ['one point too late', [10], { tp: 0, fp: 0, fn: 12 }, 0],
    ['at the first point, and a false one', [2, 0], { tp: 10, fp: 1, fn: 2 }, 1],
    ['late in a short segment, whose end comes first', [15], { tp: 2, fp: 0, fn: 10 }, 1],
    ['just behind a segment', [16], { tp: 0, fp: 1, fn: 12 }, 0],
    ['everywhere', labels.map((_, i) => i), { tp: 12, fp: 6, fn: 0 }, 2],
  ])('alarm %s', (_name, points, counts, caught) => {
    const alarms = alarmsAt(...points);
    expect(delayAdjustedCounts(labels, alarms, segments)).toEqual(counts);
    expect(caughtEvents(alarms, segments)).toBe(caught);
  });

  it('is measured from the start of the segment by any delay', () => {
    expect(delayAdjustedCounts(labels, alarmsAt(3), segments, 0).tp).toBe(0);
    expect(delayAdjustedCounts(labels, alarmsAt(3), segments, 1).tp).toBe(10);
  });
});

describe('points as they are', () => {
  it('are counted one by one', () => {
    expect(pointCounts(labels, alarmsAt(0, 2, 3, 14))).toEqual({ tp: 3, fp: 1, fn: 9 });
  });

  it('give precision, recall and F1', () => {
    expect(precisionRecall({ tp: 3, fp: 1, fn: 9 })).toEqual({ precision: 0.75, recall: 0.25, f1: 0.375 });
    expect(precisionRecall({ tp: 0, fp: 0, fn: 0 })).toEqual({ precision: 0, recall: 0, f1: 0 });
  });

  it('are pooled by adding the counts up', () => {
    expect(
      sumCounts([
        { tp: 1, fp: 2, fn: 3 },
        { tp: 10, fp: 20, fn: 30 },
      ]),
    ).toEqual({ tp: 11, fp: 22, fn: 33 });
  });
});
