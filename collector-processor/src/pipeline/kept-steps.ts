import { scoreValue } from '../detect/score-value.ts';
import { allocateColumns } from '../detect/types.ts';
import type { ScoreColumns } from '../series/types.ts';

/** What is kept of a row: float32 numbers, one after another, in this order. */
const BAND = ['expected', 'typicalLower', 'typicalUpper', 'lower', 'upper'] as const;
const LEARNING = 1;
const HELD = 2;

/** A closed step as revisions need it, by row. Plain data: it is part of the checkpoint. */
export interface KeptStep {
  value: Float64Array;
  band: Float32Array;
  flags: Uint8Array;
  /** Of the few rows that have either. */
  readonly told: Map<number, { readonly severity: number; readonly change: number }>;
}

export type KeptStepsState = readonly (readonly [number, KeptStep])[];

/**
 * The closed steps that late contributions can still revise, at 29 bytes a row: bands to float32, which is what they rest
 * on. A revision is scored against what was expected then; what was learned from the first value stays learned.
 */
export function createKeptSteps({ stepMs, graceMs }: { readonly stepMs: number; readonly graceMs: number }) {
  let steps = new Map<number, KeptStep>();

  /** Takes rows `from` and on of a scored step of `size` rows. */
  function keep(stepStartMs: number, size: number, from: number, columns: ScoreColumns): void {
    const step = steps.get(stepStartMs) ?? open(stepStartMs, size);
    step.value.set(columns.value, from);
    for (let i = 0; i < columns.value.length; i++) {
      const at = BAND.length * (from + i);
      step.band[at] = columns.expected[i]!;
      step.band[at + 1] = columns.typicalLower[i]!;
      step.band[at + 2] = columns.typicalUpper[i]!;
      step.band[at + 3] = columns.lower[i]!;
      step.band[at + 4] = columns.upper[i]!;
      step.flags[from + i] = (columns.learning[i]! && LEARNING) | (columns.held[i]! && HELD);
      const severity = columns.severity[i]!;
      const change = columns.change[i]!;
      if (severity !== 0 || change !== 0) step.told.set(from + i, { severity, change });
    }
  }

  function open(stepStartMs: number, size: number): KeptStep {
    const reused = forget();
    const fits = reused !== undefined && reused.value.length === size;
    const step: KeptStep = {
      value: fits ? reused.value : new Float64Array(size),
      band: fits ? reused.band : new Float32Array(BAND.length * size),
      flags: fits ? reused.flags : new Uint8Array(size),
      told: new Map(),
    };
    steps.set(stepStartMs, step);
    return step;
  }

  /** Makes room for a step more; returns one that is past the grace. */
  function forget(): KeptStep | undefined {
    let last: KeptStep | undefined;
    for (const [startMs, step] of steps) {
      if ((steps.size + 1) * stepMs <= graceMs) break;
      steps.delete(startMs);
      last = step;
    }
    return last;
  }

  /**
   * The given rows of a closed step with their new values, scored anew; null where the step is not kept. Rows whose value
   * is what it was are left out.
   */
  function revise(
    stepStartMs: number,
    values: ReadonlyMap<number, number>,
  ): { readonly rows: readonly number[]; readonly columns: ScoreColumns } | null {
    const step = steps.get(stepStartMs);
    if (step === undefined) return null;
    const rows = [...values.keys()].filter((row) => !Object.is(values.get(row), step.value[row] ?? NaN));
    rows.sort((a, b) => a - b);
    widen(step, (rows.at(-1) ?? -1) + 1);
    const columns = allocateColumns(rows.length);
    rows.forEach((row, i) => {
      const value = values.get(row)!;
      BAND.forEach((name, k) => {
        columns[name][i] = step.band[BAND.length * row + k]!;
      });
      const expected = columns.expected[i]!;
      columns.value[i] = value;
      columns.score[i] = expected === expected ? scoreValue(value, expected, columns.lower[i]!, columns.upper[i]!) : 0;
      columns.direction[i] = Math.sign(value - expected) || 0;
      columns.learning[i] = step.flags[row]! & LEARNING ? 1 : 0;
      columns.held[i] = step.flags[row]! & HELD ? 1 : 0;
      columns.severity[i] = step.told.get(row)?.severity ?? 0;
      columns.change[i] = step.told.get(row)?.change ?? 0;
      columns.lasting[i] = columns.score[i]!;
      // The step as it is now: a second revision starts from here.
      step.value[row] = value;
    });
    return { rows, columns };
  }

  /** A series that was first heard of after the step had closed: its value is given out, nothing was expected of it. */
  function widen(step: KeptStep, size: number): void {
    const before = step.value.length;
    if (size <= before) return;
    const value = new Float64Array(size).fill(NaN);
    const band = new Float32Array(BAND.length * size).fill(NaN);
    const flags = new Uint8Array(size).fill(LEARNING);
    value.set(step.value);
    band.set(step.band);
    flags.set(step.flags);
    Object.assign(step, { value, band, flags });
  }

  return {
    keep,
    revise,
    snapshot: (): KeptStepsState => [...steps],
    restore(saved: KeptStepsState): void {
      steps = new Map(saved);
    },
  };
}
