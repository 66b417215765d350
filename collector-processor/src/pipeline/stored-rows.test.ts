import { describe, expect, it } from '@jest/globals';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { createStoredRows } from './stored-rows.ts';

const step = (revision: number, ids: readonly number[]) =>
  stepReport({ stepStartMs: 0, revision, rows: ids.map((id) => ({ id, labels: { r: String(id) }, value: id })) });
const idsOf = (report: ReturnType<typeof step>) => report.step.series.map(({ id }) => id);

describe('what is stored of a step', () => {
  it('is all of it while there is room, as it is', () => {
    const report = step(0, [1, 2]);
    expect(createStoredRows(2).storedOf(report)).toBe(report);
  });

  it('is those that came first, with their columns; incidents of all', () => {
    const stored = createStoredRows(2);
    const kept = stored.storedOf({ ...step(0, [5, 3, 9]), changed: [incident()] });
    expect(idsOf(kept)).toEqual([5, 3]);
    expect([...kept.step.columns.value]).toEqual([5, 3]);
    expect(kept.incidents).toHaveLength(2);
    expect(kept.changed).toHaveLength(1);
    expect(stored.omitted()).toBe(1);
    expect(idsOf(stored.storedOf(step(1, [9, 3])))).toEqual([3]);
  });
});
