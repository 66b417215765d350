import { describe, expect, it } from '@jest/globals';
import { RECORD } from './layout.ts';
import { createSlabs, SLAB_RECORDS } from './slab.ts';

const ROWS = SLAB_RECORDS + 20;

function filled() {
  const slabs = createSlabs();
  for (let row = 0; row < ROWS; row++) {
    slabs.makeRoom(row + 1);
    // The second number is no float: a profile's int16 pattern that is a NaN must come through as it is.
    slabs.of(row).float[slabs.offset(row)] = row;
    slabs.of(row).short[2 * slabs.offset(row) + 3] = 0x7f81;
    slabs.of(row).short[2 * slabs.offset(row) + 2] = row % 32_000;
  }
  return slabs;
}

const recordOf = (slabs: ReturnType<typeof createSlabs>, row: number): number[] => [
  slabs.of(row).float[slabs.offset(row)]!,
  ...slabs.of(row).short.subarray(2 * slabs.offset(row) + 2, 2 * slabs.offset(row) + 4),
];

describe('slabs', () => {
  it('keep every record while they grow, and never move a full slab', () => {
    const slabs = filled();
    const first = slabs.of(0);
    slabs.makeRoom(3 * SLAB_RECORDS);
    expect(slabs.of(0)).toBe(first);
    for (const row of [0, 15, 16, SLAB_RECORDS - 1, SLAB_RECORDS, ROWS - 1]) {
      expect(recordOf(slabs, row)).toEqual([row, row % 32_000, 0x7f81]);
    }
  });

  it.each([
    ['pieces', (views: Float32Array[]) => views],
    ['one piece, as older checkpoints have it', joined],
    ['parts of a buffer of odd length, as V8 deserialises them', (views: Float32Array[]) => views.map(withinOdd)],
  ])('come back from %s, byte for byte', (_what, saved) => {
    const slabs = filled();
    const again = createSlabs();
    again.restore(saved(slabs.views(ROWS)));
    for (const row of [0, SLAB_RECORDS, ROWS - 1]) expect(recordOf(again, row)).toEqual(recordOf(slabs, row));
  });
});

function joined(views: readonly Float32Array[]): Float32Array[] {
  const bytes = new Uint8Array(ROWS * RECORD * 4);
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of views) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return [new Float32Array(bytes.buffer)];
}

function withinOdd({ buffer, byteOffset, byteLength, length }: Float32Array): Float32Array {
  const longer = new Uint8Array(8 + byteLength + 3);
  longer.set(new Uint8Array(buffer, byteOffset, byteLength), 8);
  return new Float32Array(longer.buffer, 8, length);
}
