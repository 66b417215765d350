import type { Labels } from '../series/types.ts';

/** Another series of the same service, whose value a learned model reads beside the series' own. */
export interface CompanionRef {
  readonly watch: string;
  readonly labels: Labels;
}

/** The value of a series at the step that is being scored; NaN where there is none. */
export type ValueOf = (watch: string, labels: Labels, stepStartMs: number) => number;

/** Which companions each row of a lane has. */
export function createCompanions(valueOf: ValueOf = () => NaN) {
  const byRow = new Map<number, readonly CompanionRef[]>();
  return {
    set: (row: number, refs: readonly CompanionRef[]): void => void byRow.set(row, refs),
    at: (row: number, stepStartMs: number): number[] =>
      (byRow.get(row) ?? []).map(({ watch, labels }) => valueOf(watch, labels, stepStartMs)),
  };
}
