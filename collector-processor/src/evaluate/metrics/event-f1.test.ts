import { describe, expect, it } from '@jest/globals';
import { eventF1, logWeight } from './event-f1.ts';
import { segmentsOf } from './segments.ts';

const f1 = (labels: number[], scores: number[], firstPoints?: number) =>
  eventF1(labels, Float64Array.from(scores), segmentsOf(labels), firstPoints);

describe('the weight of a segment', () => {
  it.each([
    [1, 1],
    [5, 1],
    [6, 2],
    [23, 2],
    [24, 3],
    [78, 4],
  ])('of %d points is %d', (length, weight) => {
    expect(logWeight(length)).toBe(weight);
  });
});

describe('event F1', () => {
  it('is 1 where every segment ranks above every other point, and null without segments', () => {
    expect(f1([0, 1, 1, 0, 1], [0.1, 0.2, 0.9, 0.3, 0.8])).toBe(1);
    expect(f1([0, 0], [1, 2])).toBeNull();
  });

  it('takes the best threshold', () => {
    // By falling score: segment A (weight 1), a false point, segment B (weight 1), a false point.
    // After A: P 1, R 1/2, F1 2/3. After the false point: worse. After B: P 2/3, R 1, F1 4/5.
    expect(f1([1, 0, 1, 0], [4, 3, 2, 1])).toBeCloseTo(0.8, 12);
  });

  it('looks at the first points of a segment only', () => {
    const labels = [0, ...new Array<number>(8).fill(1)];
    // The eighth point does not count: EasyTSAD's delay of 7 is seven points: the segment is tied with the rest at 0.
    expect(f1(labels, [0, 0, 0, 0, 0, 0, 0, 0, 5])).toBeCloseTo((2 * (2 / 3)) / (2 / 3 + 1), 12);
    expect(f1(labels, [0, 0, 0, 0, 0, 0, 0, 0, 5], 8)).toBe(1);
  });

  it('weighs longer segments more', () => {
    // A of 6 points weighs 2, B of 1 point weighs 1; only A stands out: P 1, R 2/3.
    expect(
      f1([1, 1, 1, 1, 1, 1, 0, 1, ...new Array<number>(97).fill(0)], [9, ...new Array<number>(104).fill(0)]),
    ).toBeCloseTo(0.8, 12);
  });

  it('gives a constant score no free lunch', () => {
    // All at once: weight 1 found with 99 false.
    expect(f1([1, ...new Array<number>(99).fill(0)], new Array<number>(100).fill(3))).toBeCloseTo(2 / 101, 12);
  });
});
