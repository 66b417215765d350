import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exponentialBound } from '../buckets.ts';
import { bucketKey, bucketOfKey, KEY_BITS } from './bucket-keys.ts';
import { lowestIndex, MAX_SCALE, MIN_SCALE } from './packed.ts';

const buckets = fc.integer({ min: MIN_SCALE, max: MAX_SCALE }).chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    index: fc.integer({ min: lowestIndex(scale), max: Math.floor(100 * 2 ** scale) }),
    isNegative: fc.boolean(),
  }),
);

it('a key says which bucket it is, and no two have the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(buckets, { selector: (each) => JSON.stringify(each) }), (given) => {
      const keys = given.map(({ scale, index, isNegative }) => bucketKey(scale, index, isNegative));
      expect(new Set(keys).size).toBe(given.length);
      given.forEach(({ scale, index, isNegative }, i) => {
        expect(keys[i]! >>> KEY_BITS).toBe(0);
        const [lower, upper] = [exponentialBound(scale, index), exponentialBound(scale, index + 1)];
        expect(bucketOfKey(keys[i]!)).toEqual(isNegative ? { lower: -upper, upper: -lower } : { lower, upper });
      });
    }),
  );
});

it('the next bucket has the next key', () => {
  expect(bucketKey(3, -7, true) + 1).toBe(bucketKey(3, -6, true));
});
