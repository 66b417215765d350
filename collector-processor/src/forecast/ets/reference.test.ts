import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { EtsModel, EtsParameters, EtsState } from './model.ts';
import { nameOf } from './model.ts';
import { expectNext, logLikelihood, smooth, takeNext } from './smooth.ts';
import { linearSpread } from './spread.ts';

interface Reference {
  readonly smoothing: {
    readonly values: number[];
    readonly alpha: number;
    readonly beta: number;
    readonly gamma: number;
    readonly phi: number;
    readonly level: number;
    readonly slope: number;
    readonly additive: number[];
    readonly multiplicative: number[];
    readonly cases: readonly {
      readonly error: 'add' | 'mul';
      readonly trend: 'none' | 'add' | 'damped';
      readonly season: 'none' | 'add' | 'mul';
      readonly logLikelihood: number;
      readonly forecast: number[];
      readonly variance?: number[];
      readonly scale?: number;
    }[];
  };
}

const path = new URL('../../../test/reference/forecasts.json', import.meta.url);
const { smoothing } = JSON.parse(readFileSync(path, 'utf8')) as Reference;
const NAMES = { add: 'additive', mul: 'multiplicative', none: 'none', damped: 'damped' } as const;
const SEASON = 12;

describe('equals statsmodels (multiplicative seasons: statsforecast) at given parameters and initial states', () => {
  const cases = smoothing.cases.map((expected) => {
    const model = {
      error: NAMES[expected.error],
      trend: expected.trend === 'add' ? 'additive' : expected.trend,
      season: NAMES[expected.season],
    } as EtsModel;
    return [nameOf(model), model, expected] as const;
  });

  it.each(cases)('%s', (_name, model, expected) => {
    const parameters: EtsParameters = {
      alpha: smoothing.alpha,
      beta: model.trend === 'none' ? 0 : smoothing.beta,
      gamma: model.season === 'none' ? 0 : smoothing.gamma,
      phi: model.trend === 'damped' ? smoothing.phi : 1,
    };
    const season = model.season === 'none' ? [] : smoothing[model.season];
    const slope = model.trend === 'none' ? 0 : smoothing.slope;
    const start: EtsState = { level: smoothing.level, slope, season: Float64Array.from(season), slot: 0 };
    const values = Float64Array.from(smoothing.values);
    const smoothed = smooth(model, parameters, start, values);

    expect(logLikelihood(smoothed, values.length)).toBeCloseTo(expected.logLikelihood, 6);
    for (const value of expected.forecast) {
      const next = expectNext(model, parameters, smoothed.state);
      expect(next).toBeCloseTo(value, 6);
      takeNext(model, parameters, smoothed.state, next);
    }
    if (expected.variance === undefined) return;
    const spread = linearSpread(
      parameters,
      expected.scale!,
      season.length === 0 ? 0 : SEASON,
      expected.variance.length,
    );
    expected.variance.forEach((variance, h) => expect(spread[h]! ** 2).toBeCloseTo(variance, 5));
  });
});
