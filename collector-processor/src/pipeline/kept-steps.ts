import { scoreValue } from '../detect/score-value.ts';
import { allocateColumns } from '../detect/types.ts';
import type { ScoreColumns } from '../series/types.ts';
import {
  allocateBands,
  bandAt,
  fromFloats,
  keepBand,
  type KeptBand,
  type KeptBands,
  widenBands,
} from './kept-bands.ts';

const LEARNING = 1;
const HELD = 2;

/** A closed step as revisions need it, by row. Plain data. */
interface KeptStep {
  bands: KeptBands;
  flags: Uint8Array;
  /** Of the few rows that have either. */
  readonly told: ReadonlyMap<number, { readonly severity: number; readonly change: number }>;
}

/** As the checkpoint has it: with the rows that late contributions have changed since, and what was given out of them. */
interface SavedStep extends KeptStep {
  readonly given: ReadonlyMap<number, number>;
}

/** As checkpoints had it that kept a value and five float32 a row. */
interface SavedStepOfFloats extends Omit<KeptStep, 'bands'> {
  readonly value: Float64Array;
  readonly band: Float32Array;
}

export type KeptStepsState = readonly (readonly [number, SavedStep | SavedStepOfFloats])[];

/**
 * The closed steps that late contributions can still revise, at 14 bytes a row (kept-bands.ts). A revision is scored against
 * what was expected then; what was learned from the first value stays learned. The values themselves are those of the
 * contributions, until one comes late.
 */
export function createKeptSteps({ stepMs, graceMs }: { readonly stepMs: number; readonly graceMs: number }) {
  let steps = new Map<number, KeptStep & { readonly told: Map<number, { severity: number; change: number }> }>();
  /** Checkpoints may be writing these very steps: their memory is not used again. */
  const lent = new WeakSet<Uint8Array>();
  /** Of steps that late contributions have changed: by row the value that was given out. */
  const given = new Map<number, Map<number, number>>();

  /** What was given out of a row, or will be, before a late contribution changes it. NaN: nothing. */
  function note(stepStartMs: number, row: number, value: number): void {
    let rows = given.get(stepStartMs);
    if (rows === undefined) given.set(stepStartMs, (rows = new Map()));
    if (!rows.has(row)) rows.set(row, value);
  }

  /** Takes rows `from` and on of a scored step of `size` rows. */
  function keep(stepStartMs: number, size: number, from: number, columns: ScoreColumns): void {
    const step = steps.get(stepStartMs) ?? open(stepStartMs, size);
    for (let i = 0; i < columns.value.length; i++) {
      keepBand(step.bands, from + i, columns, i);
      step.flags[from + i] = (columns.learning[i]! && LEARNING) | (columns.held[i]! && HELD);
      const severity = columns.severity[i]!;
      const change = columns.change[i]!;
      if (severity !== 0 || change !== 0) step.told.set(from + i, { severity, change });
    }
  }

  function open(stepStartMs: number, size: number) {
    const reused = forget();
    const fits = reused !== undefined && reused.flags.length === size && !lent.has(reused.flags);
    const bands = fits ? reused.bands : allocateBands(size);
    const step = { bands, flags: fits ? reused.flags : new Uint8Array(size), told: new Map() };
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
    const before = given.get(stepStartMs);
    given.delete(stepStartMs);
    const step = steps.get(stepStartMs);
    if (step === undefined) return null;
    const rows = [...values.keys()].filter((row) => !Object.is(values.get(row), before?.get(row) ?? NaN));
    rows.sort((a, b) => a - b);
    widen(step, (rows.at(-1) ?? -1) + 1);
    const columns = allocateColumns(rows.length);
    rows.forEach((row, i) => {
      const value = values.get(row)!;
      const band = bandAt(step.bands, row);
      const { expected, lower, upper } = band;
      for (const name in band) columns[name as keyof KeptBand][i] = band[name as keyof KeptBand];
      columns.value[i] = value;
      columns.score[i] = expected === expected ? scoreValue(value, expected, lower, upper) : 0;
      columns.direction[i] = Math.sign(value - expected) || 0;
      columns.learning[i] = step.flags[row]! & LEARNING ? 1 : 0;
      columns.held[i] = step.flags[row]! & HELD ? 1 : 0;
      columns.severity[i] = step.told.get(row)?.severity ?? 0;
      columns.change[i] = step.told.get(row)?.change ?? 0;
      columns.lasting[i] = columns.score[i]!;
    });
    return { rows, columns };
  }

  /** A series that was first heard of after the step had closed: its value is given out, nothing was expected of it. */
  function widen(step: KeptStep, size: number): void {
    if (size <= step.flags.length) return;
    const flags = new Uint8Array(size).fill(LEARNING);
    flags.set(step.flags);
    Object.assign(step, { bands: widenBands(step.bands, size), flags });
  }

  return {
    note,
    keep,
    revise,
    /** Steps that are whole do not change any more. */
    snapshot(): KeptStepsState {
      for (const { flags } of steps.values()) lent.add(flags);
      return [...steps].map(([startMs, step]) => [startMs, { ...step, given: new Map(given.get(startMs)) }]);
    },
    /** @param changed rows that late contributions have changed and that are not revised yet */
    restore(saved: KeptStepsState, changed: (stepStartMs: number) => readonly number[]): void {
      steps = new Map();
      given.clear();
      for (const [startMs, { flags, told, ...step }] of saved) {
        const isOfFloats = 'band' in step;
        steps.set(startMs, { bands: isOfFloats ? fromFloats(step.band) : step.bands, flags, told: new Map(told) });
        const rows = changed(startMs);
        if (rows.length > 0)
          given.set(startMs, new Map(isOfFloats ? rows.map((row) => [row, step.value[row] ?? NaN]) : step.given));
      }
    },
  };
}
