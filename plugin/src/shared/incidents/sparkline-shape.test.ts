import { describe, expect, it } from '@jest/globals';
import { sparklineShape } from './sparkline-shape';

const series = (change: object) => ({
  labels: {},
  times: [0, 10, 20, 30, 40],
  value: [5, 5, 5, 5, 5] as Array<number | null>,
  lower: [0, 0, 0, 0, 0] as Array<number | null>,
  upper: [10, 10, 10, 10, 10] as Array<number | null>,
  score: [0, 0, 0, 0, 0],
  ...change,
});

describe('sparklineShape', () => {
  it('draws the band as one area and the value as one line', () => {
    expect(sparklineShape(series({}), 40, 10)).toEqual({
      band: 'M0 0L10 0L20 0L30 0L40 0L40 10L30 10L20 10L10 10L0 10Z',
      line: 'M0 5L10 5L20 5L30 5L40 5',
      outside: '',
    });
  });

  it('leaves a gap where nothing was measured or learned', () => {
    const shape = sparklineShape(series({ value: [5, 5, null, 5, 5], upper: [10, 10, 10, null, 10] }), 40, 10);
    expect(shape?.line).toBe('M0 5L10 5M30 5L40 5');
    expect(shape?.band).toBe('M0 0L10 0L20 0L20 10L10 10L0 10ZM40 0L40 10Z');
  });

  it('marks what lies outside, with a step on either side', () => {
    expect(sparklineShape(series({ score: [0, 0, 3, 0, 0] }), 40, 10)?.outside).toBe('M10 5L20 5L30 5');
  });

  it('puts a flat line in the middle', () => {
    const flat = series({ lower: undefined, upper: undefined });
    expect(sparklineShape(flat, 40, 10)).toMatchObject({ line: 'M0 5L10 5L20 5L30 5L40 5', band: '' });
  });

  it.each([
    ['one point', { times: [0], value: [1] }],
    ['no values', { value: [null, null], lower: undefined, upper: undefined }],
  ])('draws nothing of %s', (_, change) => {
    expect(sparklineShape(series(change), 40, 10)).toBeNull();
  });
});
