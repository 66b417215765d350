import { describe, expect, it } from '@jest/globals';
import { curveAreas } from './curves.ts';

const areas = (labels: number[], scores: number[]) => curveAreas(labels, Float64Array.from(scores));

describe('areas under curves', () => {
  it('are 1 for a perfect ranking, null without labels', () => {
    expect(areas([0, 1, 0, 1], [1, 5, 2, 4])).toEqual({ aucPr: 1, aucRoc: 1 });
    expect(areas([0, 0], [1, 2])).toBeNull();
    expect(areas([1, 1], [1, 2])).toEqual({ aucPr: 1, aucRoc: null });
  });

  it('are those that scikit-learn documents for its example', () => {
    // average_precision_score and roc_auc_score of y = 0 0 1 1, scores .1 .4 .35 .8
    const { aucPr, aucRoc } = areas([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])!;
    expect(aucPr).toBeCloseTo(0.8333, 4);
    expect(aucRoc).toBeCloseTo(0.75, 12);
  });

  it('take a tie as one step', () => {
    // One of two positives first, then a tie of one positive and two negatives: AP = 1/2 · 1 + 1/2 · 2/4.
    const { aucPr, aucRoc } = areas([1, 1, 0, 0], [9, 1, 1, 1])!;
    expect(aucPr).toBeCloseTo(0.75, 12);
    expect(aucRoc).toBeCloseTo(0.75, 12);
  });

  it('of a constant are the share of anomalies and one half', () => {
    expect(areas([1, 0, 0, 0], [2, 2, 2, 2])).toEqual({ aucPr: 0.25, aucRoc: 0.5 });
  });
});
