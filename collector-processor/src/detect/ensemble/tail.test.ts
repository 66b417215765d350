import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../random.ts';
import { acceptTail, followTail, holdTail, learnTail, surpriseOf } from './tail.ts';

const exponential = (random: () => number, scale = 1) => -scale * Math.log(1 - random());

describe('tail of scores', () => {
  it('gives an exponential’s own probabilities', () => {
    const random = createRandom(1);
    const tail = learnTail(Float64Array.from({ length: 20_000 }, () => exponential(random)));
    for (const score of [5, 8, 12]) expect(surpriseOf(tail, score) / score).toBeCloseTo(1, 0);
    expect(tail.shape).toBeGreaterThan(-0.15);
  });

  it('ends where the scores of a forest end', () => {
    const random = createRandom(1);
    const tail = learnTail(Float64Array.from({ length: 20_000 }, () => (random() + random() + random()) / 3));
    expect(tail.shape).toBeLessThan(-0.15);
    expect(surpriseOf(tail, 0.99)).toBeGreaterThan(9);
  });

  it('is not stretched by a few anomalies among the scores', () => {
    const random = createRandom(2);
    const scores = Float64Array.from({ length: 5_000 }, (_, i) => (i % 500 === 0 ? 100 : exponential(random)));
    expect(surpriseOf(learnTail(scores), 12)).toBeGreaterThan(9);
  });

  it('follows scores that grow: alarms stay as rare as they should', () => {
    const random = createRandom(3);
    const tail = learnTail(Float64Array.from({ length: 5_000 }, () => exponential(random)));
    let late = 0;
    for (let i = 0; i < 20_000; i++) {
      const score = exponential(random, 3);
      if (i >= 10_000 && surpriseOf(tail, score) > -Math.log(1e-3)) late++;
      followTail(tail, score);
    }
    expect(late).toBeLessThan(30);
    expect(tail.beyond).toBeGreaterThan(0.1);
  });

  it('learns nothing from what is held, until it is accepted', () => {
    const tail = learnTail(Float64Array.from({ length: 1000 }, (_, i) => (i % 100) / 100));
    const before = surpriseOf(tail, 4);
    for (let i = 0; i < 500; i++) holdTail(tail, 4);
    expect(surpriseOf(tail, 4)).toBe(before);
    acceptTail(tail);
    expect(surpriseOf(tail, 4)).toBeLessThan(-Math.log(0.02));
  });

  it('is monotone and never NaN, whatever the scores', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(scores, scores, (learned, followed) => {
        const tail = learnTail(learned);
        for (const score of followed) followTail(tail, score);
        const asked = [0, ...followed].sort((a, b) => a - b).map((score) => surpriseOf(tail, score));
        expect(asked.every((surprise) => surprise >= 0)).toBe(true);
        expect(asked).toEqual(asked.toSorted((a, b) => a - b));
      }),
    );
  });
});
