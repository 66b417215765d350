import type { WatchSettings } from '../measure/watch.ts';
import { aggregateValue } from '../series/aggregate.ts';
import { labelsKey } from '../series/labels.ts';
import type { ClosedStep } from '../series/steps.ts';
import type { Labels } from '../series/types.ts';

/** Another series of the same service, whose value a learned model reads beside the series' own. */
export interface CompanionRef {
  readonly watch: string;
  readonly labels: Labels;
}

/** The value of a series at the step that is being scored; NaN where there is none. */
export type ValueOf = (watch: string, labels: Labels, stepStartMs: number) => number;

const QUANTILE = 'quantile';

/** Which companions each row of a lane has, and what the lane itself can tell as one. */
export function createCompanions({ stepMs, measure }: WatchSettings, valueOf: ValueOf = () => NaN) {
  const byRow = new Map<number, readonly CompanionRef[]>();
  return {
    set: (row: number, refs: readonly CompanionRef[]): void => void byRow.set(row, refs),
    at: (row: number, stepStartMs: number): number[] =>
      (byRow.get(row) ?? []).map(({ watch, labels }) => valueOf(watch, labels, stepStartMs)),
    valueIn(step: ClosedStep | undefined, labels: Labels): number {
      if (step === undefined) return NaN;
      if (measure !== 'quantiles') {
        const cell = step.cells.get(labelsKey(labels));
        return cell === undefined ? NaN : aggregateValue(cell.aggregate, stepMs);
      }
      const { [QUANTILE]: quantile, ...group } = labels;
      const cell = step.cells.get(labelsKey(group));
      return cell === undefined ? NaN : aggregateValue(cell.aggregate, stepMs, Number(quantile));
    },
  };
}
