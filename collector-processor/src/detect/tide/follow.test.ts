import { describe, expect, it } from '@jest/globals';
import { createRandom, normal } from '../../random.ts';
import { follow, followed } from './follow.ts';
import { F, RECORD } from './layout.ts';
import { ratesFor } from './rates.ts';

const rates = ratesFor(1 / 60);

function after(distances: readonly number[]): Float32Array {
  const state = new Float32Array(RECORD);
  for (const distance of distances) {
    follow(state, 0, distance, followed(state, 0), 1, 1, rates);
    state[F.present]! += 1;
  }
  return state;
}

describe('following the level', () => {
  it('averages long where the level is steady, and follows at once where it wanders', () => {
    const next = createRandom(1);
    const steady = Array.from({ length: 3000 }, () => normal(next));
    expect(Math.abs(followed(after(steady), 0))).toBeLessThan(0.35);
    let level = 0;
    const wandering = Array.from({ length: 3000 }, () => (level += normal(next)));
    expect(Math.abs(followed(after(wandering), 0) - level)).toBeLessThan(6);
  });

  it('one step, however large, moves it by no more than a few usual errors', () => {
    const next = createRandom(2);
    const steady = Array.from({ length: 1000 }, () => normal(next));
    const before = followed(after(steady), 0);
    expect(Math.abs(followed(after([...steady, 1e6]), 0) - before)).toBeLessThan(1);
  });

  it('measures memory in hours at long steps', () => {
    expect(ratesFor(1).slow).toBeCloseTo(1 / 24, 12);
    expect(ratesFor(1 / 60).slow).toBe(0.003);
    expect(ratesFor(24).fast).toBe(1);
  });
});
