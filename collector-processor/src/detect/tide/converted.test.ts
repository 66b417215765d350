import { describe, expect, it } from '@jest/globals';
import { hourScaleAt } from './hour-scale.ts';
import { DAY, F, RECORD, WEEK } from './layout.ts';
import { slotValue } from './profile.ts';
import { inThisLayout, type RecordLayout } from './record-layout.ts';
import { shareAt } from './share.ts';
import { slabOf } from './slab.ts';

/** As records had it, among other fields. */
const BEFORE: RecordLayout = [
  ['dayUnit', 1],
  ['hourScale', 24],
  ['slow', 1],
  ['coarseAbsent', 8],
  ['day', 48],
  ['coarseZero', 8],
  ['weekUnit', 1],
  ['week', 84],
];
const SIZE = BEFORE.reduce((sum, [, length]) => sum + length, 0);
const startOf = (name: string): number => {
  const index = BEFORE.findIndex(([each]) => each === name);
  return BEFORE.slice(0, index).reduce((sum, [, length]) => sum + length, 0);
};
const ROWS = 2;
const dayAt = (row: number, slot: number): number => 1000 * (row + 1) * (1 + Math.sin((slot * Math.PI) / 48));
const weekAt = (row: number, slot: number): number => 50 * (row + 1) * (slot % 168 < 120 ? 1 : 0.4);
const scaleAt = (hour: number): number => (hour === 5 ? 0 : 3 + hour);

function saved() {
  const float = new Float32Array(ROWS * SIZE);
  const short = new Int16Array(float.buffer);
  for (let row = 0; row < ROWS; row++) {
    const o = row * SIZE;
    float[o + startOf('slow')] = 7;
    float[o + startOf('dayUnit')] = (row + 1) / 8;
    float[o + startOf('weekUnit')] = (row + 1) / 320;
    for (let slot = 0; slot < 96; slot++)
      short[2 * (o + startOf('day')) + slot] = slot === 40 ? -32_768 : Math.round((8 * dayAt(row, slot)) / (row + 1));
    for (let slot = 0; slot < 168; slot++)
      short[2 * (o + startOf('week')) + slot] = Math.round((320 * weekAt(row, slot)) / (row + 1));
    for (let hour = 0; hour < 24; hour++) float[o + startOf('hourScale') + hour] = scaleAt(hour);
    for (let slot = 0; slot < 8; slot++) {
      float[o + startOf('coarseAbsent') + slot] = slot / 8;
      float[o + startOf('coarseZero') + slot] = 0.003;
    }
  }
  return { rows: ROWS, lastStepMs: 0, state: [float], layout: BEFORE };
}

describe('records with more bits', () => {
  it('are taken over by what they say, in the bits that there are now', () => {
    const [records] = inThisLayout(saved(), new Float32Array(RECORD));
    const slab = slabOf(records!);
    for (let row = 0; row < ROWS; row++) {
      const o = row * RECORD;
      expect(slab.float[o + F.slow]).toBe(7);
      for (let slot = 0; slot < 96; slot++) {
        const value = slotValue(slab, o, DAY, slot);
        if (slot === 40) expect(value).toBeNaN();
        else expect(Math.abs(value - dayAt(row, slot))).toBeLessThan((1000 * (row + 1)) / 2000);
      }
      for (let slot = 0; slot < 168; slot++)
        expect(Math.abs(slotValue(slab, o, WEEK, slot) - weekAt(row, slot))).toBeLessThan((50 * (row + 1)) / 2000);
      for (let hour = 0; hour < 24; hour++) expect(hourScaleAt(slab, o, hour)).toBeCloseTo(scaleAt(hour), 2);
      for (let slot = 0; slot < 8; slot++) {
        expect(shareAt(slab.short, 2 * (o + F.coarseAbsent) + slot)).toBeCloseTo(slot / 8, 4);
        expect(shareAt(slab.short, 2 * (o + F.coarseZero) + slot)).toBeCloseTo(0.003, 4);
      }
    }
  });
});
