import { MAX_MAGNITUDE } from '../detect/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Registry } from '../series/registry.ts';
import type { StepColumns } from '../series/step-columns.ts';
import type { ClosedStep } from '../series/steps.ts';

/** The values of a step as it closed, by row. */
export interface StepValues {
  readonly stepStartMs: number;
  /** Rows that there were. */
  readonly count: number;
  /** NaN = absent. */
  readonly value: Float64Array;
  /** See DetectorStep. */
  readonly unit: Float64Array;
}

/**
 * Steps that closed and wait to be scored. Their values are read from the contributions when their turn comes, or at once
 * when a contribution comes too late for them meanwhile: it revises them afterwards, as it would have had they been scored.
 */
export function createDueSteps(watch: WatchSettings, registry: Registry) {
  let due = new Map<number, StepColumns | null>();
  const read = new Map<number, StepValues>();

  function valuesOf(columns: StepColumns | null, stepStartMs: number): StepValues {
    const { width } = registry;
    const end = columns?.end() ?? 0;
    for (let group = 0; group < end; group++) if (columns!.has(group)) registry.revive(group);
    const count = registry.size();
    const value = new Float64Array(count).fill(NaN);
    const unit = new Float64Array(count).fill(watch.countUnit);
    for (let group = 0; group < end; group++) {
      if (!columns!.has(group)) continue;
      for (let i = 0; i < width; i++) {
        const row = group * width + i;
        value[row] = valueIn(columns!, group, i);
        unit[row] = columns!.eventUnit(group, watch.countUnit);
      }
    }
    return { stepStartMs, count, value, unit };
  }

  function valueIn(columns: StepColumns, group: number, place: number): number {
    const raw = columns.value(group, watch.stepMs, watch.quantiles[place]);
    return Math.abs(raw) <= MAX_MAGNITUDE ? raw : NaN;
  }

  /** Reads a step now, before a late contribution changes it. */
  function fix(stepStartMs: number): void {
    if (due.size === 0 || read.has(stepStartMs)) return;
    const columns = due.get(stepStartMs);
    if (columns !== undefined) read.set(stepStartMs, valuesOf(columns, stepStartMs));
  }

  return {
    valueIn,
    fix,
    collect(steps: readonly ClosedStep[]): void {
      due = new Map(steps.map(({ stepStartMs, columns }) => [stepStartMs, columns]));
      read.clear();
    },
    starts: (): number[] => [...due.keys()],
    /** The values of a step that waits. */
    take: (stepStartMs: number): StepValues =>
      read.get(stepStartMs) ?? valuesOf(due.get(stepStartMs) ?? null, stepStartMs),
    /** Of the steps collected last, scored or not: a row's value, NaN where there is none. */
    valueAt(row: number, stepStartMs: number): number {
      const columns = due.get(stepStartMs);
      if (row < 0 || columns == null) return NaN;
      const fixed = read.get(stepStartMs);
      if (fixed !== undefined) return fixed.value[row] ?? NaN;
      return valueIn(columns, Math.floor(row / registry.width), row % registry.width);
    },
  };
}
