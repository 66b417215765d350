import { describe, expect, it } from '@jest/globals';
import { DAY, F, RECORD } from './layout.ts';
import { inThisLayout, isReadable, LAYOUT, type RecordLayout, UNNAMED } from './record-layout.ts';

const ROWS = 3;

/** A layout of before: another order, a field that is gone, one that is new since, one that has another length. */
const BEFORE: RecordLayout = [
  ['gone', 2],
  ...LAYOUT.filter(([name]) => name !== 'slow' && name !== 'hourScale').toReversed(),
  ['hourScale', 7],
];
const SIZE = BEFORE.reduce((sum, [, length]) => sum + length, 0);

function savedBefore() {
  const bits = Uint32Array.from({ length: ROWS * SIZE }, (_, i) => 0x7f810000 + i);
  return { rows: ROWS, lastStepMs: 0, state: [new Float32Array(bits.buffer)], layout: BEFORE };
}

const bits = (floats: Float32Array): Uint32Array => new Uint32Array(floats.buffer, floats.byteOffset, floats.length);

function startOf(name: string): number {
  return BEFORE.slice(
    0,
    BEFORE.findIndex(([each]) => each === name),
  ).reduce((sum, [, length]) => sum + length, 0);
}

describe('records of another layout', () => {
  const fresh = new Float32Array(RECORD).fill(7);

  it('are taken over by the names of their fields, bit for bit', () => {
    const [records] = inThisLayout(savedBefore(), fresh);
    const now = bits(records!);
    const before = bits(savedBefore().state[0]!);
    for (let row = 0; row < ROWS; row++) {
      for (const [name, at] of [
        ['age', F.age],
        ['typicalHigh', F.typicalHigh],
        ['day', DAY.at + 5],
      ] as const) {
        const offset = name === 'day' ? 5 : 0;
        expect(now[row * RECORD + at]).toBe(before[row * SIZE + startOf(name) + offset]);
      }
      expect(records![row * RECORD + F.slow]).toBe(7);
      expect(records![row * RECORD + F.hourScale + 11]).toBe(7);
    }
  });

  it('are those of before there were names when their size is right, and else unreadable', () => {
    const size = UNNAMED.reduce((sum, [, length]) => sum + length, 0);
    const unnamed = { rows: 2, lastStepMs: 0, state: Float32Array.from({ length: 2 * size }, (_, i) => i) };
    expect(isReadable(unnamed)).toBe(true);
    const [records] = inThisLayout(unnamed, fresh);
    expect(records![RECORD + F.present]).toBe(size + 1);
    expect(records![RECORD + F.noise]).toBe(7);
    expect(isReadable({ ...unnamed, state: [new Float32Array(2 * size - 2)] })).toBe(false);
    expect(isReadable(savedBefore())).toBe(true);
  });

  it('leaves no float of a record without a name', () => {
    expect(LAYOUT.reduce((sum, [, length]) => sum + length, 0)).toBe(RECORD);
  });
});
