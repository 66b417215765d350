import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { usualQuantile } from './usual-quantile.ts';

/** Exponential scores with mean 1, of which a share is anomalous. */
function scoresWith(anomalousShare: number): Float64Array {
  const random = createRandom(4);
  return Float64Array.from({ length: 20_000 }, (_, i) =>
    i < 20_000 * anomalousShare ? 50 : -Math.log(1 - random()),
  ).sort();
}

describe('usualQuantile', () => {
  it('is the quantile where the tail is exponential', () => {
    expect(usualQuantile(scoresWith(0), 0.9995)).toBeCloseTo(Math.log(2000), 0);
  });

  it('stays near it when three steps in a hundred are anomalous', () => {
    expect(usualQuantile(scoresWith(0.03), 0.9995)).toBeLessThan(1.4 * Math.log(2000));
  });

  it('is the plain quantile up to 90 %, and goes on from there without a jump', () => {
    const scores = scoresWith(0);
    expect(usualQuantile(scores, 0.5)).toBeCloseTo(Math.log(2), 1);
    expect(usualQuantile(scores, 0.9 + 1e-9)).toBeCloseTo(usualQuantile(scores, 0.9), 6);
  });

  it('is NaN for no scores', () => {
    expect(usualQuantile(new Float64Array(0), 0.9995)).toBeNaN();
  });
});
