import { describe, expect, it } from '@jest/globals';
import { createRandom, normal } from '../random.ts';
import { binomial, exponentialMs, pick, poisson } from './draw.ts';

const DRAWS = 20_000;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const draw = (one: () => number): number[] => Array.from({ length: DRAWS }, one);

describe('random', () => {
  it('repeats itself by its seed', () => {
    const [a, b, other] = [createRandom(7), createRandom(7), createRandom(8)];
    const first = [a(), a(), a()];
    expect([b(), b(), b()]).toEqual(first);
    expect([other(), other(), other()]).not.toEqual(first);
  });

  it.each([0.2, 3, 29, 75, 400])('draws Poisson counts whose mean and variance are %d', (expected) => {
    const random = createRandom(1);
    const counts = draw(() => poisson(random, expected));
    const average = mean(counts);
    const variance = mean(counts.map((count) => (count - average) ** 2));
    expect(average / expected).toBeCloseTo(1, 1);
    expect(variance / expected).toBeGreaterThan(0.9);
    expect(variance / expected).toBeLessThan(1.1);
  });

  it('draws none where none are expected', () => {
    expect(poisson(createRandom(1), 0)).toBe(0);
    expect(binomial(createRandom(1), 50, 0)).toBe(0);
  });

  it('draws waiting times, successes, normals and choices at their expected rates', () => {
    const random = createRandom(3);
    expect(mean(draw(() => exponentialMs(random, 20)))).toBeCloseTo(50, -1);
    expect(mean(draw(() => binomial(random, 10, 0.3)))).toBeCloseTo(3, 1);
    expect(mean(draw(() => normal(random)))).toBeCloseTo(0, 1);
    const entries = [{ share: 1 }, { share: 3 }];
    expect(mean(draw(() => (pick(random, entries) === entries[1] ? 1 : 0)))).toBeCloseTo(0.75, 1);
  });
});
