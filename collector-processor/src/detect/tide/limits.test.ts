import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { poisson } from '../../../test/scenarios/traffic.ts';
import { F, RECORD } from './layout.ts';
import { countLimit, countUnitOf, limitsInScales, trackQuantile } from './limits.ts';

describe('limitsInScales', () => {
  it('lie further out above than below', () => {
    expect(limitsInScales(1e-4)).toEqual({ below: 4.6, above: 5.18 });
  });

  it('grow as the budget shrinks, within bounds', () => {
    expect(limitsInScales(1e-5).below).toBeGreaterThan(limitsInScales(1e-4).below);
    expect(limitsInScales(0.01)).toEqual({ below: 3.5, above: 3.5 });
    expect(limitsInScales(1e-12)).toEqual({ below: 8, above: 8 });
  });
});

describe('countLimit', () => {
  it.each([0.2, 0.6, 3, 20, 500])(
    'a Poisson count of mean %d passes its limits about once in 20,000, at most',
    (mean) => {
      const next = createRandom(5);
      const draws = 200_000;
      let outside = 0;
      for (let i = 0; i < draws; i++) {
        const count = poisson(mean, next);
        if (count > countLimit(mean, 1, 1) || count < countLimit(mean, 1, -1)) outside++;
      }
      expect(outside / draws).toBeLessThan(3e-4);
    },
  );

  it('is in the value’s unit', () => {
    expect(countLimit(10 / 60, 1 / 60, 1)).toBeCloseTo(countLimit(10, 1, 1) / 60, 12);
  });
});

describe('countUnitOf', () => {
  it('is what the watch says, else the smallest value where zeros are common, else none', () => {
    const state = new Float32Array(RECORD);
    state[F.unit] = 0.25;
    expect(countUnitOf(state, 0, 0.1)).toBe(0.1);
    expect(countUnitOf(state, 0, 0)).toBe(0);
    state[F.zeroRate] = 0.5;
    expect(countUnitOf(state, 0, 0)).toBe(0.25);
  });
});

describe('trackQuantile', () => {
  it('settles where the wanted share lies above', () => {
    const next = createRandom(9);
    let quantile = 0;
    let above = 0;
    for (let i = 0; i < 60_000; i++) {
      const value = next();
      if (i >= 20_000 && value > quantile) above++;
      quantile = trackQuantile(quantile, value, 0.1, 0.01);
    }
    expect(above / 40_000).toBeCloseTo(0.1, 2);
  });
});
