import { describe, expect, it } from '@jest/globals';
import { estimatePeriod } from './period.ts';

const wave = (length: number, period: number) =>
  Float64Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * i) / period));

describe('the estimated period', () => {
  it('is that of a wave', () => {
    expect(estimatePeriod(wave(4000, 50))).toBe(50);
  });

  it('sees through gaps', () => {
    const values = wave(4000, 50).map((value, i) => (i % 97 === 5 ? NaN : value));
    expect(estimatePeriod(values)).toBe(50);
  });

  it.each([
    ['a constant', new Float64Array(1000).fill(7)],
    ['a wave too long to see', wave(3000, 380)],
    ['nothing', new Float64Array(10).fill(NaN)],
  ])('of %s is 125, as in TSB-AD', (_name, values) => {
    expect(estimatePeriod(values)).toBe(125);
  });
});
