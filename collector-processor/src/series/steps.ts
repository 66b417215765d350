import { createStepColumns, type StepColumns, type StepColumnsState } from './step-columns.ts';
import type { Aggregate } from './types.ts';

export interface StepsOptions {
  readonly stepMs: number;
  /** For so long after it closed, a late contribution revises a step, ms. */
  readonly graceMs: number;
  /** A contribution whose step starts further ahead of the newest time known is refused, ms. */
  readonly maxAheadMs: number;
  /** After a gap (a restart, a stopped clock) at most so many empty steps are closed; older ones are skipped as never watched. */
  readonly maxCatchUpSteps: number;
}

/** A step that closed; `columns` are those that late contributions go on filling. */
export interface ClosedStep {
  readonly stepStartMs: number;
  /** By group; null when nothing at all came: the step still closes. */
  readonly columns: StepColumns | null;
}

/** A closed step that late contributions have changed since it was last given out. */
export interface RevisedStep {
  readonly stepStartMs: number;
  readonly columns: StepColumns;
  readonly revision: number;
  readonly groups: readonly number[];
}

interface Window {
  readonly stepStartMs: number;
  readonly columns: StepColumns;
  revision: number;
  /** Groups that late contributions changed since the step was last given out. */
  readonly changed: Set<number>;
}

/** Plain data. */
export interface StepsState {
  readonly closedToMs: number;
  readonly nothingClosed: boolean;
  readonly windows: readonly (readonly [
    number,
    { readonly columns: StepColumnsState; readonly revision: number; readonly changed: readonly number[] },
  ])[];
  readonly revised: readonly number[];
}

/**
 * The time buckets of one watch: accumulates contributions by group, closes steps in order and without holes, and revises
 * closed ones within the grace.
 *
 * | a contribution that is …           | has this outcome                                              |
 * |------------------------------------|---------------------------------------------------------------|
 * | for an open step, in any order     | merged                                                        |
 * | late, its step closed, in grace    | merged; the step is given out again as a revision             |
 * | late, past the grace               | refused as `late`                                             |
 * | ahead by more than `maxAheadMs`    | refused as `future`                                           |
 */
export function createSteps({ stepMs, graceMs, maxAheadMs, maxCatchUpSteps }: StepsOptions) {
  let windows = new Map<number, Window>();
  /** The two that were contributed to last: most points lie across two steps. */
  let latest: Window | null = null;
  let before: Window | null = null;
  /** Every step that starts before this is closed; −Infinity until the first contribution. */
  let closedToMs = -Infinity;
  let nothingClosed = true;
  let revised = new Set<number>();

  /** Why a contribution to this step cannot be taken; null: it can. */
  function refusal(stepStartMs: number, newestMs: number): 'late' | 'future' | null {
    if (stepStartMs > newestMs + maxAheadMs) return 'future';
    // Before anything was closed an earlier step may still come: it opens the watch further back.
    if (closedToMs === -Infinity || nothingClosed || stepStartMs >= closedToMs) return null;
    return stepStartMs + stepMs <= closedToMs - graceMs ? 'late' : null;
  }

  /** Only what was not refused. */
  function add(group: number, stepStartMs: number, aggregate: Aggregate): void {
    if (closedToMs === -Infinity || (nothingClosed && stepStartMs < closedToMs)) closedToMs = stepStartMs;
    const window = windowOf(stepStartMs);
    window.columns.add(group, aggregate);
    if (stepStartMs < closedToMs) {
      window.changed.add(group);
      revised.add(stepStartMs);
    }
  }

  /** What has come for a step that is closed already, null: nothing; undefined: it is not closed. */
  function closedColumns(stepStartMs: number): StepColumns | null | undefined {
    if (nothingClosed || stepStartMs >= closedToMs) return undefined;
    return windows.get(stepStartMs)?.columns ?? null;
  }

  function windowOf(stepStartMs: number): Window {
    if (latest?.stepStartMs === stepStartMs) return latest;
    const found = before?.stepStartMs === stepStartMs ? before : (windows.get(stepStartMs) ?? openWindow(stepStartMs));
    before = latest;
    return (latest = found);
  }

  /** With room for as many groups as the newest step had. */
  function openWindow(stepStartMs: number): Window {
    let room = 0;
    for (const { columns } of windows.values()) room = columns.end();
    const window: Window = { stepStartMs, columns: createStepColumns(room), revision: 0, changed: new Set() };
    windows.set(stepStartMs, window);
    return window;
  }

  /** Whether `revisions` or `close(toMs)` would give out anything. */
  const isDue = (toMs: number): boolean =>
    revised.size > 0 || (closedToMs !== -Infinity && closedToMs + stepMs <= toMs);

  /** Steps whose end is at or before `toMs` and that are not closed yet, oldest first, without holes. */
  function close(toMs: number): ClosedStep[] {
    if (closedToMs === -Infinity) return [];
    const closed: ClosedStep[] = [];
    const lastStart = Math.floor(toMs / stepMs) * stepMs - stepMs;
    const behind = (lastStart - closedToMs) / stepMs + 1;
    if (behind > maxCatchUpSteps) closedToMs = skipTo(lastStart - (maxCatchUpSteps - 1) * stepMs, closed);
    while (closedToMs <= lastStart) {
      nothingClosed = false;
      closed.push({ stepStartMs: closedToMs, columns: windows.get(closedToMs)?.columns ?? null });
      closedToMs += stepMs;
    }
    forget();
    return closed;
  }

  /** Steps that start before `toMs` were not watched: they are neither closed nor empty. Nothing may be open before it. */
  function skip(toMs: number): void {
    if (closedToMs === -Infinity || nothingClosed) return;
    closedToMs = Math.max(closedToMs, toMs);
  }

  /** Gives out what did come before `startMs` and leaves the empty steps out. */
  function skipTo(startMs: number, closed: ClosedStep[]): number {
    const kept = [...windows].filter(([start]) => start >= closedToMs && start < startMs);
    for (const [stepStartMs, { columns }] of kept.sort(([a], [b]) => a - b)) closed.push({ stepStartMs, columns });
    return startMs;
  }

  /** Closed steps that late contributions have changed since: only their changed groups. */
  function revisions(): RevisedStep[] {
    const out: RevisedStep[] = [];
    for (const stepStartMs of [...revised].sort((a, b) => a - b)) {
      const window = windows.get(stepStartMs);
      if (window === undefined) continue;
      const { columns, changed } = window;
      out.push({ stepStartMs, columns, revision: ++window.revision, groups: [...changed] });
      changed.clear();
    }
    revised = new Set();
    return out;
  }

  function forget(): void {
    for (const start of windows.keys()) {
      // A revision that was accepted is given out, also when its step has left the grace meanwhile.
      if (start + stepMs <= closedToMs - graceMs && !revised.has(start)) windows.delete(start);
    }
    latest = before = null;
  }

  return {
    refusal,
    add,
    closedColumns,
    isDue,
    close,
    skip,
    revisions,
    /** Closes everything that has come, complete or not: the end of a replay. */
    closeAll: (): ClosedStep[] => (windows.size === 0 ? [] : close(Math.max(...windows.keys()) + stepMs)),
    snapshot: (): StepsState => ({
      closedToMs,
      nothingClosed,
      windows: [...windows].map(([start, { columns, revision, changed }]) => [
        start,
        { columns: columns.snapshot(), revision, changed: [...changed] },
      ]),
      revised: [...revised],
    }),
    restore(state: StepsState): void {
      closedToMs = state.closedToMs;
      nothingClosed = state.nothingClosed;
      windows = new Map(
        state.windows.map(([start, { columns: saved, revision, changed }]) => {
          const columns = createStepColumns(0);
          columns.restore(saved);
          return [start, { stepStartMs: start, columns, revision, changed: new Set(changed) }];
        }),
      );
      latest = before = null;
      revised = new Set(state.revised);
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
