import { describe, expect, it } from '@jest/globals';
import { allocateColumns } from '../detect/types.ts';
import { createKeptSteps } from './kept-steps.ts';

const STEP_MS = 60_000;
const create = () => createKeptSteps({ stepMs: STEP_MS, graceMs: 600_000 });

/** Two rows: of the first 10 was expected, of the second nothing. */
function scored() {
  const columns = allocateColumns(2);
  columns.value.set([10, 3]);
  columns.expected.set([10, NaN]);
  columns.typicalLower.set([9, NaN]);
  columns.typicalUpper.set([11, NaN]);
  columns.lower.set([8, NaN]);
  columns.upper.set([12, NaN]);
  columns.severity.set([40, 0]);
  return columns;
}

describe('kept steps', () => {
  it('score what came late against what was expected then, and leave out what is the same', () => {
    const kept = create();
    kept.keep(0, 2, 0, scored());
    kept.note(0, 0, 10);
    kept.note(0, 1, 3);
    // Only what was given out counts, not what was there between two contributions.
    kept.note(0, 0, 12);
    const values = new Map([
      [0, 14],
      [1, 3],
    ]);
    const { rows, columns } = kept.revise(0, values)!;
    expect(rows).toEqual([0]);
    expect({ ...columns, value: [...columns.value] }).toMatchObject({ value: [14] });
    expect([columns.score[0], columns.direction[0], columns.severity[0]]).toEqual([2, 1, 40]);
    expect([columns.lower[0], columns.upper[0]]).toEqual([8, 12]);
    kept.note(0, 0, 14);
    expect(kept.revise(0, new Map([[0, 14]]))!.rows).toEqual([]);
  });

  it('know nothing of steps past the grace, and of rows that came afterwards', () => {
    const kept = create();
    for (let step = 0; step < 12; step++) kept.keep(step * STEP_MS, 2, 0, scored());
    expect(kept.revise(0, new Map([[0, 1]]))).toBeNull();
    const { rows, columns } = kept.revise(11 * STEP_MS, new Map([[4, 7]]))!;
    expect(rows).toEqual([4]);
    expect([columns.value[0], columns.expected[0], columns.learning[0]]).toEqual([7, NaN, 1]);
  });

  it('go on from a checkpoint, with what had come late and was not revised yet', () => {
    const before = create();
    before.keep(0, 2, 0, scored());
    before.note(0, 0, 10);
    const saved = before.snapshot();
    before.note(0, 1, 3);
    const after = create();
    after.restore(saved, () => [0]);
    expect(after.revise(0, new Map([[0, 10]]))!.rows).toEqual([]);
    after.note(0, 0, 10);
    expect(after.revise(0, new Map([[0, 14]]))!.columns.score[0]).toBe(2);
  });

  it('go on from a checkpoint that kept a value and five float32 a row', () => {
    const kept = create();
    const band = Float32Array.of(10, 9, 11, 8, 12, NaN, NaN, NaN, NaN, NaN);
    const step = { value: Float64Array.of(10, 3), band, flags: new Uint8Array(2), told: new Map() };
    kept.restore([[0, step]], () => [0, 1]);
    const values = new Map([
      [0, 10],
      [1, 4],
    ]);
    expect(kept.revise(0, values)!.rows).toEqual([1]);
    kept.note(0, 0, 10);
    expect(kept.revise(0, new Map([[0, 14]]))!.columns.score[0]).toBe(2);
  });
});
