import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeySet } from './key-set.ts';

const NAMES = ['status', 'http.status_code', 'http.response.status_code'];
const keys = new KeySet(NAMES);
const field = (tag: number, bytes: Uint8Array): number[] => [tag, bytes.length, ...bytes];
const key = (name: string): number[] => field(0x0a, Buffer.from(name));
const value = (length: number): number[] => field(0x12, new Uint8Array(length).fill(7));
const mayName = (bytes: readonly number[]): boolean =>
  keys.mayName(Uint8Array.from([9, ...bytes, 9]), 1, bytes.length + 1);

describe('names looked for in the bytes of a KeyValue', () => {
  it.each(NAMES)('%s is found, with a value and without', (name) => {
    expect([mayName([...key(name), ...value(3)]), mayName(key(name))]).toEqual([true, true]);
  });

  it.each(['statuz', 'statu', 'http.status_codes', ''])("'%s' is surely none", (name) => {
    expect(mayName([...key(name), ...value(100)])).toBe(false);
  });

  it.each<[string, number[]]>([
    ['the value first', [...value(2), ...key('status')]],
    ['two keys, of which the last one counts', [...key('other'), ...key('status')]],
    ['a key after the value', [...key('other'), ...value(2), ...key('status')]],
    ['a field nobody knows', [0x18, 1, ...key('status')]],
    ['a length in two bytes', [0x0a, 0x86, 0x00, ...Buffer.from('status')]],
    ['a key that is cut off', [0x0a, 6, 0x73]],
  ])('leaves it to who reads it: %s', (_, bytes) => expect(mayName(bytes)).toBe(true));

  it('bears any bytes', () => {
    fc.assert(fc.property(fc.array(fc.nat(255)), (bytes) => typeof mayName(bytes) === 'boolean'));
  });

  it('knows nothing in nothing', () => expect(mayName([])).toBe(false));
});
