import { describe, expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import { afterYear } from './after-year.ts';
import { yearlyCurve } from './yearly-curve.ts';

const random = createRandom(5);
/** On the logarithmic scale: a wave of the year, a rush before its end, a quiet weekend, growth that ends. */
const truth = (day: number): number =>
  7 +
  0.4 * Math.sin((2 * Math.PI * day) / 365.25) +
  0.5 * Math.exp(-(((day % 365.25) - 340) ** 2) / 400) -
  (day % 7 > 4 ? 0.3 : 0) +
  0.0005 * Math.min(day, 1000);
const z = Float64Array.from({ length: 1500 }, (_, day) => truth(day) + 0.05 * normal(random));
const observed = new Uint8Array(1500).fill(1);

describe('the curve of the year', () => {
  it('finds year, week and a change of slope', () => {
    const at = yearlyCurve({ z, observed }).learnedBefore(1500);
    const off = Array.from({ length: 60 }, (_, h) => Math.abs(at(1500 + h) - truth(1500 + h)));
    expect(off.reduce((sum, each) => sum + each, 0) / 60).toBeLessThan(0.06);
  });

  it('knows at an origin nothing of what came after it', () => {
    const spoilt = z.map((value, day) => (day < 1200 ? value : 99));
    const [a, b] = [z, spoilt].map((each) => yearlyCurve({ z: each, observed }).learnedBefore(1200));
    for (let day = 1100; day < 1260; day++) expect(b!(day)).toBeCloseTo(a!(day), 6);
  });

  it('learns nothing from what was not observed', () => {
    const wild = z.map((value, day) => (day % 50 === 0 ? -5 : value));
    const known = observed.map((_, day) => (day % 50 === 0 ? 0 : 1));
    const at = yearlyCurve({ z: wild, observed: known }).learnedBefore(1500);
    expect(Math.abs(at(1510) - truth(1510))).toBeLessThan(0.15);
  });

  it('looks ten years back at most', () => {
    const days = 5000;
    const long = Float64Array.from({ length: days }, (_, day) => (day < days - 3660 ? 50 : truth(day)));
    const curve = yearlyCurve({ z: long, observed: new Uint8Array(days).fill(1) });
    expect(curve.firstDay).toBe(days - 3660);
    expect(Math.abs(curve.learnedBefore(days)(days + 5) - truth(days + 5))).toBeLessThan(0.1);
  });
});

describe('the autoregression on what the year leaves', () => {
  it('follows the year from any origin, and a present distance from it', () => {
    const high = z.map((value, day) => value + (day >= 1465 ? 0.4 : 0));
    const member = afterYear({ z: high, observed }, 7, 154)!;
    const meanOff = (origin: number, horizon: number): number =>
      member.predict(origin, horizon).reduce((sum, value, h) => sum + value - truth(origin + h), 0) / horizon;
    expect(Math.abs(meanOff(1400, 28))).toBeLessThan(0.08);
    expect(meanOff(1500, 7)).toBeGreaterThan(0.2);
  });

  it('needs two years before the first origin', () => {
    expect(afterYear({ z: z.subarray(0, 884), observed: observed.subarray(0, 884) }, 7, 154)).toBeNull();
    expect(afterYear({ z: z.subarray(0, 885), observed: observed.subarray(0, 885) }, 7, 154)).not.toBeNull();
  });
});
