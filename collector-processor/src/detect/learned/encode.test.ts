import { describe, expect, it } from '@jest/globals';
import { decodeModel, encodeModel } from './encode.ts';
import { storedArray, storedNumber, storedPlain } from './stored.ts';
import type { SerialisedModel } from './types.ts';

const model: SerialisedModel = {
  model: 'example',
  version: 3,
  plain: { count: 2, nested: { name: 'grün', list: [1, null, true] } },
  arrays: {
    a: Float64Array.of(Math.PI, NaN, -Infinity),
    b: Uint8Array.of(1, 2, 3),
    c: Int32Array.of(-1, 2 ** 31 - 1),
    d: Float32Array.of(0.5),
    empty: new Float64Array(0),
  },
};

it('gives back what was encoded, from unaligned bytes too', () => {
  const bytes = encodeModel(model);
  const unaligned = new Uint8Array(bytes.length + 3);
  unaligned.set(bytes, 3);
  expect(decodeModel(bytes)).toEqual(model);
  expect(decodeModel(unaligned.subarray(3))).toEqual(model);
});

describe('refuses', () => {
  it.each([
    ['nothing', () => new Uint8Array(0), 'its bytes are no model'],
    ['something else', () => new TextEncoder().encode('{"model":"example"}'), 'its bytes are no model'],
    ['a header cut short', () => encodeModel(model).subarray(0, 40), 'its header is damaged'],
    ['arrays cut short', () => encodeModel(model).subarray(0, -20), 'its bytes end too soon'],
  ])('%s', (_what, bytes, reason) => {
    expect(() => decodeModel(bytes())).toThrow(
      expect.objectContaining({ code: 'TLERR_MODEL_UNREADABLE', message: expect.stringContaining(reason) }),
    );
  });

  it.each([
    ['a number that is missing', () => storedNumber(model, 'other'), "its 'other' is missing or no number"],
    ['a number that is none', () => storedNumber(model, 'nested'), "its 'nested' is missing or no number"],
    ['an array of another type', () => storedArray(model, 'a', Int32Array), "its 'a' is missing or of another type"],
    ['an inherited name', () => storedPlain(model, 'toString'), "its 'toString' is missing"],
  ])('%s', (_what, read, reason) => {
    expect(read).toThrow(
      expect.objectContaining({ code: 'TLERR_MODEL_UNREADABLE', message: expect.stringContaining(reason) }),
    );
  });
});
