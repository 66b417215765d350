import { describe, expect, it } from '@jest/globals';
import { aRange, fieldOf } from '../../test-support/fixtures';
import { scoreFrames, valueFrames } from './lines';

const OPTIONS = { refId: 'A', unit: 'req/s' };

describe('scoreFrames', () => {
  it('draws the limit at 1 and starts at 0', () => {
    const score = fieldOf(scoreFrames(aRange(), OPTIONS)[0], 'score');

    expect(score.config.min).toBe(0);
    expect(score.config.thresholds?.steps.map(({ value }) => value)).toEqual([-Infinity, 1]);
    expect(score.config.custom).toMatchObject({ thresholdsStyle: { mode: 'dashed' } });
    expect(score.values).toEqual([0.1, 4.8, 3.9]);
  });
});

describe('valueFrames', () => {
  it('gives the measured values in their unit, gaps kept', () => {
    const value = fieldOf(valueFrames(aRange(), OPTIONS)[0], 'value');

    expect(value.config.unit).toBe('reqps');
    expect(value.values).toEqual([40, 90, null]);
  });

  it('gives gaps alone when the column did not come', () => {
    const [series] = aRange().series;
    const response = aRange({ series: [{ labels: series.labels, times: series.times }] });

    expect(fieldOf(valueFrames(response, OPTIONS)[0], 'value').values).toEqual([null, null, null]);
  });
});
