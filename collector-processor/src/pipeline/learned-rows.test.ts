import { describe, expect, it } from '@jest/globals';
import { watch } from '../../test/scenarios/run.ts';
import type { EnsemblePlan } from '../detect/ensemble/plan.ts';
import type { Fitted } from '../detect/learned/types.ts';
import { allocateColumns } from '../detect/types.ts';
import { createLearnedRows } from './learned-rows.ts';

const settings = watch();
const ROW = 5;
const tail = () => ({ start: 1, excess: 1, shape: 0, trainedStart: 1, beyond: 0.02, held: null });
const planWith = (...ids: number[]): EnsemblePlan => ({
  withTide: true,
  companions: [{ name: 'errors', watch: 'errors', labels: { service: 'shop' } }],
  members: ids.map((id) => ({ id, model: 'isolation-forest', recent: null, tail: tail() })),
});
const fitted: Fitted = {
  model: '',
  historySteps: 1,
  score: ({ values }) => values.slice(),
  serialise: () => {
    throw new Error('is not asked for');
  },
};

/** @param gone versions of models that cannot be had */
function rowsOf(gone = new Set<number>()) {
  const asked: unknown[] = [];
  const rows = createLearnedRows(
    settings,
    (id) => (gone.has(id) ? null : fitted),
    (...about) => {
      asked.push(about);
      return 3;
    },
  );
  function step(stepStartMs: number, value: number): void {
    const columns = allocateColumns(2);
    columns.value[1] = value;
    rows.join(stepStartMs, ROW - 1, columns, new Uint8Array(2));
  }
  return { rows, asked, step };
}
const measuresOf = (rows: ReturnType<typeof rowsOf>['rows']) =>
  rows.stateOf(ROW)!.members.map(({ recent }) => recent?.measures.map((column) => [...column]));

describe('rows that learned models score', () => {
  it('remember what they and their companions had, and a member that is placed again goes on with it', () => {
    const { rows, asked, step } = rowsOf();
    expect(rows.install(ROW, planWith(1), false)).toBe('installed');
    step(0, 7);
    step(60_000, 8);
    expect(asked).toEqual([0, 60_000].map((stepMs) => ['errors', { service: 'shop' }, stepMs]));
    const remembered = [
      [7, 8],
      [3, 3],
    ];
    expect(measuresOf(rows)).toEqual([remembered]);
    // Another beside it looks back on nothing that it could miss as long as no step has closed since.
    expect(rows.install(ROW, planWith(1, 2), true)).toBe('moved');
    expect(rows.install(ROW, planWith(1), true)).toBe('installed');
    expect(rows.install(ROW, planWith(1, 2), false)).toBe('installed');
    expect(measuresOf(rows)).toEqual([remembered, undefined]);
  });

  it('are scored as before where a model of the new ones cannot be had', () => {
    const { rows } = rowsOf(new Set([2]));
    rows.install(ROW, planWith(1), false);
    expect(rows.install(ROW, planWith(2), false)).toBe('unreadable');
    expect(rows.at(ROW)).toMatchObject({ members: [{ id: 1 }] });
  });

  it('keep over a checkpoint what models remember that are not there, until they are back', () => {
    const first = rowsOf();
    first.rows.install(ROW, planWith(1), false);
    first.step(0, 7);
    const checkpoint = first.rows.snapshot();

    const gone = new Set([1]);
    const { rows } = rowsOf(gone);
    rows.restore(checkpoint);
    expect([rows.at(ROW), rows.rows()]).toEqual([null, [ROW]]);
    expect(rows.snapshot()).toEqual(checkpoint);
    gone.clear();
    expect(rows.install(ROW, planWith(1), true)).toBe('installed');
    expect(rows.rows()).toEqual([ROW]);
    expect(rows.snapshot()).toEqual(checkpoint);
  });

  it('are left to tide where it is asked for, whatever the checkpoint remembers', () => {
    const first = rowsOf();
    first.rows.install(ROW, planWith(1), false);
    const { rows } = rowsOf(new Set([1]));
    rows.restore(first.rows.snapshot());
    expect(rows.install(ROW, null, false)).toBe('installed');
    expect([rows.stateOf(ROW), rows.rows(), rows.snapshot()]).toEqual([null, [], []]);
  });
});
