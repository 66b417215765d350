import { PART_ROWS } from '../detect/shards/ring.ts';
import type { WholeStep } from '../detect/shards/types.ts';
import { MAX_MAGNITUDE } from '../detect/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Registry } from '../series/registry.ts';
import type { StepColumns } from '../series/step-columns.ts';
import type { ClosedStep } from '../series/steps.ts';

/** Rows for which there is room, beside those there are, once the first ones did not suffice. */
const ROOM = 1.25;

/** The values of a step as it closed, by row. */
export interface StepValues extends Omit<WholeStep, 'held'> {
  isRead(part: number): boolean;
}

/**
 * Steps that closed and wait to be scored. The values of a part are read from the contributions when its turn comes, or at once
 * when a contribution comes too late for one of its rows meanwhile: that revises it afterwards, as it would have had it been
 * scored. A million values at once would take a tenth of a second, in which nobody else has a turn.
 */
export function createDueSteps(watch: WatchSettings, registry: Registry) {
  let due = new Map<number, StepColumns | null>();
  const opened = new Map<number, StepValues>();
  /** Of steps that were scored: used again. */
  const spare: Pick<StepValues, 'value' | 'unit'>[] = [];

  /** What the rows of a step are is settled here; later ones are of later steps. */
  function open(columns: StepColumns | null, stepStartMs: number): StepValues {
    const end = columns?.end() ?? 0;
    for (let group = 0; group < end; group++) if (columns!.has(group)) registry.revive(group);
    const count = registry.size();
    const { value, unit } = spared(count);
    const readParts = new Uint8Array(Math.ceil(count / PART_ROWS));
    const values: StepValues = {
      ...{ stepStartMs, count, value, unit },
      isRead: (part) => readParts[part] === 1,
      read(part) {
        if (readParts[part] === 1) return;
        readParts[part] = 1;
        readRows(values, columns, part * PART_ROWS, Math.min(count, (part + 1) * PART_ROWS));
      },
    };
    opened.set(stepStartMs, values);
    return values;
  }

  function spared(count: number): Pick<StepValues, 'value' | 'unit'> {
    const before = spare.pop();
    if (before !== undefined && before.value.length >= count) return before;
    const room = before === undefined ? count : Math.ceil(count * ROOM);
    return { value: new Float64Array(room), unit: new Float64Array(room) };
  }

  function readRows({ value, unit }: StepValues, columns: StepColumns | null, from: number, to: number): void {
    const { width } = registry;
    for (let row = from; row < to; row++) {
      const group = Math.floor(row / width);
      const has = columns !== null && columns.has(group);
      value[row] = has ? valueIn(columns, group, row % width) : NaN;
      unit[row] = has ? columns.eventUnit(group, watch.countUnit) : watch.countUnit;
    }
  }

  function valueIn(columns: StepColumns, group: number, place: number): number {
    const raw = columns.value(group, watch.stepMs, watch.quantiles[place]);
    return Math.abs(raw) <= MAX_MAGNITUDE ? raw : NaN;
  }

  return {
    valueIn,
    /**
     * The values of the step, if it waits, before a contribution changes it and before its group is known: series that it starts
     * are of no step that waits.
     */
    settle(stepStartMs: number): StepValues | undefined {
      const columns = due.get(stepStartMs);
      return columns === undefined ? undefined : (opened.get(stepStartMs) ?? open(columns, stepStartMs));
    },
    /** Reads what a contribution to this group is about to change. */
    fix({ count, read }: StepValues, group: number): void {
      const { width } = registry;
      for (let row = group * width; row < Math.min(count, (group + 1) * width); row++)
        read(Math.floor(row / PART_ROWS));
    },
    collect(steps: readonly ClosedStep[]): void {
      due = new Map(steps.map(({ stepStartMs, columns }) => [stepStartMs, columns]));
      const [last] = opened.values();
      if (last !== undefined) spare.splice(0, 1, last);
      opened.clear();
    },
    starts: (): number[] => [...due.keys()],
    /** The values of a step that waits. */
    take: (stepStartMs: number): StepValues =>
      opened.get(stepStartMs) ?? open(due.get(stepStartMs) ?? null, stepStartMs),
    /** Of the steps collected last, scored or not: a row's value, NaN where there is none. */
    valueAt(row: number, stepStartMs: number): number {
      const columns = due.get(stepStartMs);
      if (row < 0 || columns == null) return NaN;
      const values = opened.get(stepStartMs);
      if (values !== undefined && row >= values.count) return NaN;
      if (values?.isRead(Math.floor(row / PART_ROWS)) === true) return values.value[row]!;
      return valueIn(columns, Math.floor(row / registry.width), row % registry.width);
    },
  };
}
