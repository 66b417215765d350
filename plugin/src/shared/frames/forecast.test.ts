import { describe, expect, it } from '@jest/globals';
import { aForecast, aRange, fieldOf } from '../../test-support/fixtures';
import { bandFrames } from './bands';
import { forecastFrames } from './forecast';
import { markOf } from './roles';

const OPTIONS = { refId: 'A', unit: 'req/s' };

describe('forecastFrames', () => {
  it('gives a dashed line with a band around it', () => {
    const [frame] = forecastFrames(aForecast(), OPTIONS);

    expect(fieldOf(frame, 'forecastExpected').config.custom).toMatchObject({ lineStyle: { fill: 'dash' } });
    expect(fieldOf(frame, 'forecastUpper').config.custom).toMatchObject({
      fillBelowTo: fieldOf(frame, 'forecastLower').config.displayNameFromDS,
    });
    expect(fieldOf(frame, 'forecastExpected').values).toEqual([44, 45]);
  });

  it('belongs to the series of its band, in the same colour whatever its place', () => {
    const [series] = aRange().series;
    const bank = { ...series, labels: { 'service.name': 'bank' } };
    const bands = bandFrames(aRange({ series: [bank, series] }), {
      ...OPTIONS,
      bands: 'both',
      showValue: true,
      withDetail: false,
    });
    const keys = bands.map((frame) => markOf(fieldOf(frame, 'value'))?.seriesKey ?? '');

    const [frame] = forecastFrames(aForecast(), OPTIONS, keys);

    const expected = fieldOf(frame, 'forecastExpected');
    expect(markOf(expected)?.seriesKey).toBe(keys[1]);
    expect(expected.config.color).toEqual(fieldOf(bands[1], 'value').config.color);
  });
});
