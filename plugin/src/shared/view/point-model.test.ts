import { describe, expect, it } from '@jest/globals';
import { FieldType, createDataFrame } from '@grafana/data';
import { T0, STEP_MS, aForecast, aRange, anIncident } from '../../test-support/fixtures';
import { bandFrames } from '../frames/bands';
import { forecastFrames } from '../frames/forecast';
import { incidentFrame } from '../frames/incidents';
import { overlayView } from './overlay-view';
import { pointModel } from './point-model';

const OPTIONS = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: true } as const;
const [SERIES] = aRange().series;

function viewWith(change: Partial<typeof SERIES> = {}) {
  return overlayView([
    ...bandFrames(aRange({ series: [{ ...SERIES, ...change }] }), OPTIONS),
    ...forecastFrames(aForecast(), OPTIONS),
    incidentFrame([anIncident({ startMs: T0 + STEP_MS, endMs: T0 + 2 * STEP_MS })], { refId: 'B', unitOf: () => '' }),
  ]);
}

describe('pointModel', () => {
  it('says value, expected, limits, typical range and score', () => {
    expect(pointModel(viewWith(), 0, [0])?.rows).toEqual([
      {
        ...{ group: 0, name: 'shop', value: 40, expected: 41, lower: 30, upper: 50 },
        ...{ typicalLower: 36, typicalUpper: 46, score: 0.1, state: 'normal' },
      },
    ]);
  });

  it('brings the incident that covers the time', () => {
    const model = pointModel(viewWith(), 1, [0]);

    expect(model?.rows[0].state).toBe('anomalous');
    expect(model?.regions.map(({ title }) => title)).toEqual(['Drop to zero · shop']);
  });

  it.each([
    ['learning', { learning: [0, 0, 1] }],
    ['anomalous', {}],
    ['absent', { score: [0, 0, 0.2] }],
  ])('a missing value is %s', (state, change) => {
    expect(pointModel(viewWith(change), 2, [0])?.rows[0]).toMatchObject({ value: null, state });
  });

  it('says that a normal value inside an open incident is held out of learning', () => {
    expect(pointModel(viewWith({ held: [1, 1, 1] }), 0, [0])?.rows[0].state).toBe('held');
  });

  it('gives the forecast past now', () => {
    expect(pointModel(viewWith(), 3, [0])?.rows[0]).toMatchObject({
      state: 'forecast',
      expected: 44,
      lower: 33,
      upper: 55,
      value: null,
    });
  });

  it('takes the nearest step of a series whose times lie between', () => {
    const prometheus = createDataFrame({
      refId: 'P',
      fields: [
        { name: 'time', type: FieldType.time, values: [T0 + 3000, T0 + 13_000, T0 + 23_000] },
        { name: 'Value', type: FieldType.number, values: [1, 2, 3] },
      ],
    });
    const view = overlayView([...bandFrames(aRange(), OPTIONS), prometheus]);
    const at = view.times.indexOf(T0 + STEP_MS);

    expect(pointModel(view, at, [0, 1])?.rows.map(({ value }) => value)).toEqual([90, 2]);
  });

  it.each([[-1], [99]])('has nothing to say about row %d', (row) => {
    expect(pointModel(viewWith(), row, [0])).toBeNull();
  });
});
