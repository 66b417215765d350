import { describe, expect, it } from '@jest/globals';
import { measure, seasonalScale } from './measures.ts';
import { naive2 } from './naive2.ts';
import { reportOf } from './report/summarise.ts';
import type { ForecastResult } from './types.ts';

describe('the measures of the M4 competition, worked by hand', () => {
  const forecast = {
    expected: Float64Array.of(10, 10, 30, 0),
    intervals: [{ level: 0.95, lower: Float64Array.of(5, 8, 25, 0), upper: Float64Array.of(15, 12, 35, 0) }],
  };

  it('measure a forecast', () => {
    const { smape, mase, msis, coverage95 } = measure(forecast, Float64Array.of(10, 30, 20, 0), 4);
    // 0, 200·20/40, 200·10/50, 0; errors 0, 20, 10, 0; widths 10, 4, 10, 0 and misses of 18 and 5 at 40 each.
    expect(smape).toBeCloseTo((100 + 40) / 4);
    expect(mase).toBeCloseTo(30 / 4 / 4);
    expect(msis).toBeCloseTo((24 + 40 * 23) / 4 / 4);
    expect(coverage95).toBe(0.5);
  });

  it('leave out what did not come', () => {
    const { smape, coverage95 } = measure(forecast, Float64Array.of(10, NaN, NaN, 0), 4);
    expect([smape, coverage95]).toEqual([0, 1]);
  });

  it('scale by the seasonal differences', () => {
    expect(seasonalScale(Float64Array.of(1, 2, 3, 4, NaN, 9), 2)).toBeCloseTo((2 + 2 + 5) / 3);
    expect(seasonalScale(Float64Array.of(3, 3, 3, 3), 2)).toBe(1);
  });

  it('relate means to the means of Naive2', () => {
    const result = (smape: number, mase: number, against: { smape: number; mase: number }): ForecastResult => ({
      ...{ dataset: 'd', series: 's', model: 'm', fallback: null, seconds: 2, naive2: against },
      measures: { smape, mase, msis: 1, coverage95: smape > 5 ? 0.7 : 0.9 },
      curve: { startMs: 0, stepMs: 1, ...curve },
    });
    const results = [result(10, 1, { smape: 30, mase: 2 }), result(2, 3, { smape: 10, mase: 6 })];
    const { sets } = reportOf(results, ['m']);
    expect(sets[0]!.byModel.get('m')).toMatchObject({ smape: 6, mase: 2, undercovered: 0.5, seconds: 2, fallbacks: 0 });
    expect(sets[0]!.byModel.get('m')!.owa).toBeCloseTo((6 / 20 + 2 / 4) / 2);
  });
});

const none = new Float32Array(0);
const curve = { past: none, actual: none, expected: none, lower: none, upper: none };

describe('Naive2', () => {
  it('is the last value where there is no season', () => {
    expect([...naive2(Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5), 4, 3)]).toEqual([5, 5, 5]);
  });

  it('carries a multiplicative season on from the last value', () => {
    const season = [0.5, 1, 1.5, 1];
    const history = Float64Array.from({ length: 40 }, (_, t) => 10 * season[t % 4]!);
    const said = naive2(history, 4, 5);
    [5, 10, 15, 10, 5].forEach((value, h) => expect(said[h]).toBeCloseTo(value, 9));
  });
});
