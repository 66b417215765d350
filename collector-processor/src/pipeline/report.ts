import type { ScoreColumns } from '../series/types.ts';

/** Columns of their own with the given rows only. */
export function takeRows(columns: ScoreColumns, rows: readonly number[]): ScoreColumns {
  const pick = <T extends Float64Array | Int8Array | Uint8Array>(from: T): T => {
    const to = from.slice(0, rows.length) as T;
    for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
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
    lasting: pick(columns.lasting),
    direction: pick(columns.direction),
    severity: pick(columns.severity),
    learning: pick(columns.learning),
    held: pick(columns.held),
  };
}
