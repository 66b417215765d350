import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bigIntToHalves, nanosToMs, signedToNumber, unsignedToNumber } from './integers.ts';

describe('nanosToMs', () => {
  it('keeps a time of whole milliseconds exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) / 1_000_000n - 1n }), (ms) => {
        expect(nanosToMs(bigIntToHalves(ms * 1_000_000n))).toBe(Number(ms));
      }),
    );
  });

  it('keeps any other to what a double of this size holds', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (nanos) => {
        expect(nanosToMs(bigIntToHalves(nanos)) - Number(nanos / 1_000_000n)).toBeCloseTo(
          Number(nanos % 1_000_000n) / 1e6,
          2,
        );
      }),
    );
  });

  it('gives the same for numbers as for halves', () => {
    expect(nanosToMs(1_795_262_460_000_000_000)).toBe(1_795_262_460_000);
  });
});

describe('64-bit integers', () => {
  it.each([
    ['0', 0n],
    ['a count', 4_294_967_296n],
    ['the largest exact one', 9_007_199_254_740_991n],
  ])('unsigned: %s', (_name, value) => {
    expect(unsignedToNumber(bigIntToHalves(value))).toBe(Number(value));
  });

  it.each([
    ['−1', { high: -1, low: -1 }, -1],
    ['−5 as unsigned halves', { high: 0xffff_ffff, low: 0xffff_fffb }, -5],
    ['2^32', { high: 1, low: 0 }, 4_294_967_296],
    ['a number as it is', 7, 7],
  ])('signed: %s', (_name, value, expected) => {
    expect(signedToNumber(value)).toBe(expected);
  });
});
