import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createShares, spreadOverSteps, UNCLIPPED, type Clip } from './spread.ts';

function shares(fromMs: number, toMs: number, stepMs: number, clip: Clip = UNCLIPPED): [number, number][] {
  const found = createShares();
  spreadOverSteps(fromMs, toMs, stepMs, clip, found);
  return Array.from({ length: found.count }, (_, i) => [found.startsMs[i]!, found.shares[i]!]);
}

describe('spreadOverSteps', () => {
  it.each<[string, number, number, [number, number][]]>([
    ['within one step', 10, 40, [[0, 1]]],
    ['a whole step belongs to that step alone', 0, 60, [[0, 1]]],
    [
      'across a boundary, by overlap',
      45,
      75,
      [
        [0, 0.5],
        [60, 0.5],
      ],
    ],
    [
      'over several steps',
      30,
      180,
      [
        [0, 0.2],
        [60, 0.4],
        [120, 0.4],
      ],
    ],
    ['an event belongs to the step that contains it', 60, 60, [[60, 1]]],
  ])('%s', (_name, fromMs, toMs, expected) => {
    expect(shares(fromMs, toMs, 60)).toEqual(expected);
  });

  it('leaves out what lies outside the clip, without stretching the rest', () => {
    expect(shares(0, 120, 60, { afterMs: 90, untilMs: Infinity })).toEqual([[60, 0.25]]);
    expect(shares(0, 120, 60, { afterMs: -Infinity, untilMs: 30 })).toEqual([[0, 0.25]]);
    expect(shares(60, 60, 60, { afterMs: 60, untilMs: Infinity })).toEqual([]);
  });

  it('shares out exactly what there was, on steps aligned to the epoch', () => {
    const time = fc.integer({ min: 0, max: 4_000_000 });
    fc.assert(
      fc.property(time, time, fc.constantFrom(10_000, 60_000, 300_000), (a, b, stepMs) => {
        const found = shares(Math.min(a, b), Math.max(a, b), stepMs);

        expect(found.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(found.every(([start, share]) => start % stepMs === 0 && share >= 0 && share <= 1)).toBe(true);
      }),
    );
  });

  it('two clips that meet share out what one interval has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400_000 }), fc.integer({ min: 0, max: 400_000 }), (toMs, cutMs) => {
        const before = shares(0, toMs, 60_000, { afterMs: -Infinity, untilMs: cutMs });
        const after = shares(0, toMs, 60_000, { afterMs: cutMs, untilMs: Infinity });

        expect([...before, ...after].reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});
