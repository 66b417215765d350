import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { difference } from './difference.ts';
import type { ArimaEstimate } from './estimate.ts';
import { extrapolate, spreadOf } from './extrapolate.ts';
import { multiply } from './polynomial.ts';
import { conditionalErrors } from './residuals.ts';
import { searchArima } from './search.ts';
import { kpss } from './unit-roots.ts';

interface Reference {
  readonly boxJenkins: readonly {
    readonly order: [number, number, number];
    readonly seasonal: [number, number, number, number];
    readonly parameters: number[];
    readonly variance: number;
    readonly values: number[];
    readonly forecast: number[];
    readonly spread: number[];
  }[];
  readonly automatic: readonly { name: string; season: number; values: number[]; variance: number }[];
  readonly kpss: readonly { values: number[]; lags: number; statistic: number }[];
}

const path = new URL('../../../test/reference/forecasts.json', import.meta.url);
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

describe('equals statsmodels at given coefficients', () => {
  it.each(reference.boxJenkins.map((one) => [`(${one.order.join()})(${one.seasonal.join()})`, one] as const))(
    '%s',
    (_name, { order, seasonal, parameters, variance, values, forecast, spread }) => {
      const [p, d, q] = order;
      const [seasonalP, seasonalD, seasonalQ] = seasonal;
      const season = seasonal[3] || 1;
      const part = (from: number, count: number): number[] => parameters.slice(from, from + count);
      const negative = (coefficients: number[]): number[] => coefficients.map((value) => -value);
      const ar = multiply(negative(part(0, p)), negative(part(p + q, seasonalP)), season);
      const ma = multiply(part(p, q), part(p + q + seasonalP, seasonalQ), season);
      const given = Float64Array.from(values);
      const differenced = difference(difference(given, season, seasonalD), 1, d);
      const errors = new Float64Array(differenced.length);
      conditionalErrors(differenced, ar, ma, p + seasonalP * season, errors);
      const estimate: ArimaEstimate = {
        order: { p, d, q, seasonalP, seasonalD, seasonalQ, season, mean: false },
        ar,
        ma,
        mean: 0,
        errors,
        variance,
        aicc: 0,
      };
      // The reference's exact filter and ours start differently: after hundreds of steps that is forgotten.
      extrapolate(estimate, given, forecast.length).forEach((value, h) => expect(value).toBeCloseTo(forecast[h]!, 4));
      spreadOf(estimate, spread.length).forEach((value, h) => expect(value).toBeCloseTo(spread[h]!, 4));
    },
  );
});

it.each(reference.kpss.map((one) => [one.lags, one] as const))(
  'has the KPSS statistic of statsmodels, %i lags',
  (_n, one) => {
    expect(kpss(Float64Array.from(one.values), one.lags)).toBeCloseTo(one.statistic, 8);
  },
);

describe('chooses as well as AutoARIMA of statsforecast', () => {
  it.each(reference.automatic.map((one) => [one.name, one] as const))('%s', (_name, { season, values, variance }) => {
    const estimate = searchArima(Float64Array.from(values), season)!;
    expect(estimate.variance / variance).toBeGreaterThan(0.85);
    expect(estimate.variance / variance).toBeLessThan(1.12);
  });
});
