import { describe, expect, it } from '@jest/globals';
import { jsonFields } from './json-fields.ts';

describe('the fields of a JSON text', () => {
  it('are its values, those of objects with a dot between; lists and nulls are none', () => {
    expect(jsonFields('{"a":1,"b":{"c":"x","d":{"e":true}},"f":[1],"g":null}')).toEqual([
      { key: 'a', value: 1 },
      { key: 'b.c', value: 'x' },
      { key: 'b.d.e', value: true },
    ]);
  });

  it.each(['', '{', '{"a":', 'nothing'])('are none where it is no JSON: %s', (text) =>
    expect(jsonFields(text)).toBeNull(),
  );

  it('are looked for four objects deep', () => {
    expect(jsonFields('{"a":{"b":{"c":{"d":1}}}}')).toEqual([{ key: 'a.b.c.d', value: 1 }]);
    expect(jsonFields('{"a":{"b":{"c":{"d":{"e":1}}}}}')).toEqual([]);
    expect(jsonFields('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000))).toEqual([]);
  });

  it('are so many at most', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]));
    expect(jsonFields(JSON.stringify(many))).toHaveLength(256);
  });
});
