import { describe, expect, it } from '@jest/globals';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { createSelection } from './selection.ts';

const MINUTE = 60_000;
const step = (minute: number, scores: readonly number[], open = false) =>
  stepReport({
    stepStartMs: minute * MINUTE,
    rows: scores.map((score, i) => ({
      labels: { r: String(i) },
      score,
      ...(open && i === 0 && { incident: incident() }),
    })),
  });

describe('what is given out', () => {
  it('under the policy anomalous: what is, and what was until a moment ago', () => {
    const selection = createSelection('anomalous', 10);
    expect(selection.rowsOf(step(0, [0.5, 0.5, 0.5]))).toEqual([]);
    expect(selection.rowsOf(step(1, [0.5, 1.5, 0.5]))).toEqual([1]);
    expect(selection.rowsOf(step(2, [0.5, 0.5, 0.5], true))).toEqual([0, 1]);
    expect(selection.rowsOf(step(11, [0.5, 0.5, 0.5]))).toEqual([0, 1]);
    expect(selection.rowsOf(step(12, [0.5, 0.5, 0.5]))).toEqual([0]);
    expect(selection.rowsOf(step(13, [0.5, 0.5, 0.5]))).toEqual([]);
  });

  it('of a muted watch nothing is anomalous', () => {
    const selection = createSelection('anomalous', 10);
    expect(selection.rowsOf({ ...step(0, [3], true), muted: true })).toEqual([]);
  });

  it('is bounded by the cap under every policy', () => {
    for (const policy of ['bands', 'anomalous'] as const) {
      const selection = createSelection(policy, 1);
      expect(selection.rowsOf(step(0, [2, 2]))).toEqual([0]);
      expect(selection.omitted()).toBe(1);
    }
  });
});
