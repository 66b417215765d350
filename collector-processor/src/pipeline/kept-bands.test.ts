import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocateBands, bandAt, fromFloats, keepBand, type KeptBand, widenBands } from './kept-bands.ts';

const NAMES = ['expected', 'typicalLower', 'typicalUpper', 'lower', 'upper'] as const;

function kept(...bands: readonly KeptBand[]): KeptBand[] {
  const columns = Object.fromEntries(NAMES.map((name) => [name, bands.map((band) => band[name])]));
  const all = allocateBands(bands.length);
  bands.forEach((_band, row) => keepBand(all, row, columns as Record<keyof KeptBand, number[]>, row));
  return bands.map((_band, row) => bandAt(all, row));
}

describe('kept bands', () => {
  const width = fc.double({ min: 0, max: 1e30, noNaN: true });
  const expected = fc.oneof(fc.double({ min: -1e30, max: 1e30, noNaN: true }), fc.constantFrom(0, 1, 1e-20));
  const band = fc
    .record({ expected, typicalLow: width, typicalHigh: width, low: width, high: width, isRate: fc.boolean() })
    .map(({ expected: raw, typicalLow, typicalHigh, low, high, isRate }): KeptBand => {
      const middle = isRate ? Math.abs(raw) : raw;
      const floor = isRate ? 0 : -Infinity;
      return {
        expected: middle,
        typicalLower: Math.max(floor, middle - typicalLow),
        typicalUpper: middle + typicalHigh,
        lower: Math.max(floor, middle - typicalLow - low),
        upper: middle + typicalHigh + high,
      };
    });

  it('are what they were to 1 / 4096 of each width, in order, a lower end that is 0 exactly', () => {
    fc.assert(
      fc.property(band, (one) => {
        const [again] = kept(one) as [KeptBand];
        expect(again.expected).toBe(Math.fround(one.expected));
        const widest = Math.max(...NAMES.map((name) => Math.abs(one[name] - one.expected)));
        for (const name of NAMES) {
          const size = Math.abs(one[name] - one.expected);
          // Beside the rounding of the expected value, of what is a thousand million times narrower than the widest, and of what
          // float32 has no number for.
          const error = size / 4096 + Math.abs(one.expected) * 2 ** -22 + widest * 2 ** -29 + 2 ** -126;
          expect(Math.abs(again[name] - one[name])).toBeLessThanOrEqual(error);
        }
        expect(again.lower).toBeLessThanOrEqual(again.typicalLower);
        expect(again.typicalLower).toBeLessThanOrEqual(again.expected);
        expect(again.expected).toBeLessThanOrEqual(again.typicalUpper);
        expect(again.typicalUpper).toBeLessThanOrEqual(again.upper);
        for (const name of ['typicalLower', 'lower'] as const) {
          if (one[name] === 0 && one.expected >= 0) expect(again[name]).toBe(0);
          if (one[name] >= 0) expect(again[name]).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('say where there is no end, and of rows that are new that nothing is known', () => {
    const oneSided = { expected: 5, typicalLower: 4, typicalUpper: 6, lower: 0, upper: NaN };
    expect(kept(oneSided)).toEqual([oneSided]);
    const none = { expected: NaN, typicalLower: NaN, typicalUpper: NaN, lower: NaN, upper: NaN };
    expect(kept(none)).toEqual([none]);
    const wider = widenBands(fromFloats(Float32Array.of(5, 4, 6, 0, NaN)), 2);
    expect([bandAt(wider, 0), bandAt(wider, 1)]).toEqual([oneSided, none]);
  });
});
