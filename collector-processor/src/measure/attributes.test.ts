import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attributesKey, lookupIn } from './attributes.ts';

const attribute = fc.record({ key: fc.string(), value: fc.oneof(fc.string(), fc.integer(), fc.boolean()) });
const set = fc.uniqueArray(attribute, { selector: ({ key }) => key, maxLength: 6 });

describe('attributesKey', () => {
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(set, (attributes) => {
        expect(attributesKey([...attributes].reverse())).toBe(attributesKey(attributes));
      }),
    );
  });

  it('differs for different sets, whatever is in them', () => {
    const plain = (attributes: readonly object[]) =>
      attributes
        .map((each) => JSON.stringify(each))
        .sort()
        .join();
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(attributesKey(a) === attributesKey(b)).toBe(plain(a) === plain(b));
      }),
    );
  });

  it.each([
    ['1 and "1"', [{ key: 'a', value: 1 }], [{ key: 'a', value: '1' }]],
    [
      'a value that looks like a pair',
      [{ key: 'a', value: 'x1:bs1:y' }],
      [
        { key: 'a', value: 'x' },
        { key: 'b', value: 'y' },
      ],
    ],
  ])('tells %s apart', (_name, a, b) => {
    expect(attributesKey(a)).not.toBe(attributesKey(b));
  });

  it('stays short', () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ key: `key${i}`, value: 'x'.repeat(100) }));
    expect(attributesKey(many).length).toBeLessThanOrEqual(200);
  });
});

describe('lookupIn', () => {
  it('takes the first set that has it, and the empty text where none has', () => {
    const lookup = lookupIn(
      [{ key: 'a', value: 1 }],
      [
        { key: 'a', value: 2 },
        { key: 'b', value: false },
      ],
    );
    expect([lookup('a'), lookup('b'), lookup('c')]).toEqual(['1', 'false', '']);
  });
});
