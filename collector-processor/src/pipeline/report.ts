import { scoreValue } from '../detect/score-value.ts';
import type { ScoreColumns } from '../series/types.ts';
import type { StepReport } from './types.ts';

/** Columns of their own with the given rows only: a report outlives the step it was made in. */
export function takeRows(columns: ScoreColumns, rows: readonly number[]): ScoreColumns {
  const pick = <T extends Float64Array | Int8Array | Uint8Array>(from: T): T => {
    const to = from.slice(0, rows.length) as T;
    rows.forEach((row, i) => {
      to[i] = from[row]!;
    });
    return to;
  };
  return {
    value: pick(columns.value),
    expected: pick(columns.expected),
    typicalLower: pick(columns.typicalLower),
    typicalUpper: pick(columns.typicalUpper),
    lower: pick(columns.lower),
    upper: pick(columns.upper),
    score: pick(columns.score),
    change: pick(columns.change),
    direction: pick(columns.direction),
    severity: pick(columns.severity),
    learning: pick(columns.learning),
    held: pick(columns.held),
  };
}

/**
 * A closed step with late contributions taken in: only the rows whose value changed, scored against what was expected
 * then. What was learned from the first value stays learned, and incidents stand.
 *
 * @param values new value by series id
 * @returns null where nothing changed
 */
export function reviseStep(
  before: StepReport,
  values: ReadonlyMap<number, number>,
  revision: number,
): StepReport | null {
  const { step } = before;
  const rows: number[] = [];
  step.series.forEach(({ id }, row) => {
    const value = values.get(id);
    if (value !== undefined && !Object.is(value, step.columns.value[row])) rows.push(row);
  });
  if (rows.length === 0) return null;
  const columns = takeRows(step.columns, rows);
  rows.forEach((row, i) => {
    const value = values.get(step.series[row]!.id)!;
    const expected = columns.expected[i]!;
    columns.value[i] = value;
    columns.score[i] = expected === expected ? scoreValue(value, expected, columns.lower[i]!, columns.upper[i]!) : 0;
    columns.direction[i] = Math.sign(value - expected) || 0;
    // The step as it is now: a second revision starts from here.
    step.columns.value[row] = value;
    step.columns.score[row] = columns.score[i]!;
    step.columns.direction[row] = columns.direction[i]!;
  });
  return {
    step: { ...step, revision, series: rows.map((row) => step.series[row]!), columns },
    incidents: rows.map((row) => before.incidents[row]!),
    changed: [],
  };
}
