import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ByteTable, NONE } from './byte-table.ts';

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const put = (table: ByteTable, owner: number, sum: number, bytes: Uint8Array, value: number) =>
  table.add(owner, sum, 0, viewOf(bytes), 0, bytes.length, value);
const find = (table: ByteTable, owner: number, sum: number, bytes: Uint8Array, isSet = false) =>
  table.find(owner, sum, 0, viewOf(bytes), 0, bytes.length, isSet);

describe('a table of bytes', () => {
  it('finds what a Map finds, though many sums meet', () => {
    const entry = fc.record({ owner: fc.nat(2), bytes: fc.uint8Array({ maxLength: 9 }), value: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), fc.nat(1000), (entries, forgetBelow) => {
        const table = new ByteTable();
        const map = new Map<string, number>();
        // Sums that say little, though never the same for more than eight.
        const sum = (bytes: Uint8Array): number => (bytes[0] ?? 0) * 7 + bytes.length;
        for (const { owner, bytes, value } of entries) {
          const key = `${owner} ${bytes.join()}`;
          if (map.has(key)) continue;
          map.set(key, value);
          put(table, owner, sum(bytes), bytes, value);
        }
        for (const { owner, bytes } of entries)
          expect(find(table, owner, sum(bytes), bytes)).toBe(map.get(`${owner} ${bytes.join()}`));
        table.retain((value) => value >= forgetBelow);
        for (const { owner, bytes } of entries) {
          const value = map.get(`${owner} ${bytes.join()}`)!;
          expect(find(table, owner, sum(bytes), bytes)).toBe(value >= forgetBelow ? value : NONE);
        }
      }),
    );
  });

  it('grows, and keeps all', () => {
    const table = new ByteTable();
    const bytesOf = (i: number): Uint8Array => new Uint8Array(Uint32Array.of(i, i * 3, i ^ 5).buffer);
    for (let i = 0; i < 20_000; i++) put(table, 0, Math.imul(i, 0x9e3779b1), bytesOf(i), i);
    for (let i = 0; i < 20_000; i++) expect(find(table, 0, Math.imul(i, 0x9e3779b1), bytesOf(i))).toBe(i);
    expect(table.byteLength / 20_000).toBeLessThan(120);
  });

  it('keeps eight with one sum, so that forged ones cost no more', () => {
    const table = new ByteTable();
    for (let i = 0; i < 1000; i++) put(table, 0, 42, Uint8Array.of(i, i >> 8), i);
    expect(table.size).toBe(8);
    expect(find(table, 0, 42, Uint8Array.of(3, 0))).toBe(3);
    expect(find(table, 0, 42, Uint8Array.of(9, 0))).toBe(NONE);
  });

  it('finds the entry after the one that was found last without a sum, and no other', () => {
    const table = new ByteTable();
    const next = (owner: number, ...bytes: number[]) =>
      table.findNext(owner, viewOf(Uint8Array.from(bytes)), 0, bytes.length);
    for (const value of [1, 2, 3]) put(table, 7, value, Uint8Array.of(value, 9), value * 10);
    expect(next(7, 1, 9)).toBe(NONE);
    expect(find(table, 7, 1, Uint8Array.of(1, 9))).toBe(10);
    expect(next(7, 3, 9)).toBe(NONE);
    expect(next(8, 2, 9)).toBe(NONE);
    expect(next(7, 2, 9, 0)).toBe(NONE);
    expect(next(7, 2, 9)).toBe(20);
    expect(next(7, 3, 9)).toBe(30);
    expect(next(7, 1, 9)).toBe(NONE);
  });

  it('takes fields in another order for the same set, and no other fields', () => {
    const table = new ByteTable();
    put(table, 0, 1, Uint8Array.of(10, 1, 65, 10, 2, 66, 67), 5);
    expect(find(table, 0, 1, Uint8Array.of(10, 2, 66, 67, 10, 1, 65), true)).toBe(5);
    expect(find(table, 0, 1, Uint8Array.of(10, 2, 66, 67, 10, 1, 65), false)).toBe(NONE);
    expect(find(table, 0, 1, Uint8Array.of(10, 2, 66, 68, 10, 1, 65), true)).toBe(NONE);
    put(table, 0, 2, Uint8Array.of(10, 1, 65, 10, 1, 66), 6);
    expect(find(table, 0, 2, Uint8Array.of(10, 1, 65, 10, 1, 65), true)).toBe(NONE);
  });
});
