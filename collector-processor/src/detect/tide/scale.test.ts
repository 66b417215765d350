import { describe, expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import { F } from './layout.ts';
import { ratesFor } from './rates.ts';
import { between, createScales, learnFloors, learnScales, scalesAt } from './scale.ts';
import { slabFor } from './slab.ts';

const rates = ratesFor(1 / 60);

function learned(residuals: readonly number[]) {
  const slab = slabFor(1);
  const state = slab.float;
  const scales = createScales();
  state[F.fastLow] = state[F.fastHigh] = state[F.slowLow] = state[F.slowHigh] = 1;
  residuals.forEach((residual, i) => {
    const hour = Math.floor(i / 60) % 24;
    scalesAt(slab, 0, 0, hour, scales);
    learnFloors(state, 0, residual, 2 * residual, rates);
    learnScales(slab, 0, residual, 2 * residual, hour, scales, rates);
    state[F.present]! += 1;
  });
  scalesAt(slab, 0, 0, 0, scales);
  return scales;
}

describe('scales', () => {
  it('are deviations of each side, of the fast and of the slow residual', () => {
    const next = createRandom(1);
    const noise = Array.from({ length: 6000 }, () => normal(next)).map((each) => (each < 0 ? each : 3 * each));
    const { fastLow, fastHigh, slowLow, slowHigh } = learned(noise);
    expect(fastHigh / fastLow).toBeGreaterThan(1.4);
    expect(slowHigh / slowLow).toBeGreaterThan(1.4);
    expect(slowHigh).toBeGreaterThan(fastHigh);
  });

  it('are hardly moved by one step, however large', () => {
    const next = createRandom(2);
    const noise = Array.from({ length: 6000 }, () => normal(next));
    expect(learned([...noise, 1e3]).fastHigh / learned(noise).fastHigh).toBeLessThan(1.6);
  });

  it('are never zero', () => {
    const { low, high } = learned(new Array<number>(5000).fill(0));
    expect(Math.min(low, high)).toBeGreaterThan(0);
  });
});

describe('between', () => {
  it('lies nearer to the expectation that is surer', () => {
    const scales = { ...createScales(), fastLow: 1, fastHigh: 1, slowLow: 9, slowHigh: 9 };
    expect(between(0, 10, scales)).toBeCloseTo(10 * (0.05 / 0.6), 9);
  });
});
