import { mergeAggregates } from './aggregate.ts';
import { labelsKey } from './labels.ts';
import type { Aggregate, Labels, SeriesPartial } from './types.ts';

export interface StepsOptions {
  readonly stepMs: number;
  /** For so long after it closed, a late contribution revises a step, ms. */
  readonly graceMs: number;
  /** A contribution whose step starts further ahead of the newest time known is refused, ms. */
  readonly maxAheadMs: number;
  /** After a gap (a restart, a stopped clock) at most so many empty steps are closed; older ones are skipped as never watched. */
  readonly maxCatchUpSteps: number;
}

/** What was contributed to one series in one step. */
export interface Cell {
  readonly labels: Labels;
  aggregate: Aggregate;
}

export interface ClosedStep {
  readonly stepStartMs: number;
  /** By the key of the labels; empty when nothing at all came: the step still closes. */
  readonly cells: ReadonlyMap<string, Cell>;
  readonly revision: number;
}

export type StepOutcome = 'accepted' | 'late' | 'future';

interface Window {
  cells: Map<string, Cell>;
  revision: number;
  /** Keys of cells that late contributions changed since the step was last given out. */
  changed: Set<string>;
}

/**
 * The time buckets of one watch: accumulates partials, closes steps in order and without holes, and revises closed
 * ones within the grace.
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
  /** Every step that starts before this is closed; −Infinity until the first contribution. */
  let closedToMs = -Infinity;
  let nothingClosed = true;
  let revised = new Set<number>();

  function add(partial: SeriesPartial, newestMs: number): StepOutcome {
    const start = partial.stepStartMs;
    if (start > newestMs + maxAheadMs) return 'future';
    // Before anything was closed an earlier step may still come: it opens the watch further back.
    if (closedToMs === -Infinity || (nothingClosed && start < closedToMs)) closedToMs = start;
    if (start < closedToMs && start + stepMs <= closedToMs - graceMs) return 'late';
    let window = windows.get(start);
    if (window === undefined) {
      window = { cells: new Map(), revision: 0, changed: new Set() };
      windows.set(start, window);
    }
    const key = labelsKey(partial.labels);
    const cell = window.cells.get(key);
    if (cell === undefined) window.cells.set(key, { labels: partial.labels, aggregate: partial.aggregate });
    else cell.aggregate = mergeAggregates(cell.aggregate, partial.aggregate);
    if (start < closedToMs) {
      window.changed.add(key);
      revised.add(start);
    }
    return 'accepted';
  }

  /** Steps whose end is at or before `toMs` and that are not closed yet, oldest first, without holes. */
  function close(toMs: number): ClosedStep[] {
    if (closedToMs === -Infinity) return [];
    const closed: ClosedStep[] = [];
    const lastStart = Math.floor(toMs / stepMs) * stepMs - stepMs;
    const behind = (lastStart - closedToMs) / stepMs + 1;
    if (behind > maxCatchUpSteps) closedToMs = skipTo(lastStart - (maxCatchUpSteps - 1) * stepMs, closed);
    while (closedToMs <= lastStart) {
      nothingClosed = false;
      const window = windows.get(closedToMs) ?? { cells: new Map(), revision: 0, changed: new Set() };
      windows.set(closedToMs, window);
      closed.push({ stepStartMs: closedToMs, cells: window.cells, revision: 0 });
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
    const kept = [...windows.entries()].filter(([start]) => start >= closedToMs && start < startMs);
    for (const [start, window] of kept.sort(([a], [b]) => a - b)) {
      closed.push({ stepStartMs: start, cells: window.cells, revision: 0 });
    }
    return startMs;
  }

  /** Closed steps that late contributions have changed since: only their changed cells. */
  function revisions(): ClosedStep[] {
    const out: ClosedStep[] = [];
    for (const start of [...revised].sort((a, b) => a - b)) {
      const window = windows.get(start);
      if (window === undefined) continue;
      window.revision++;
      const cells = new Map([...window.changed].map((key) => [key, window.cells.get(key)!]));
      window.changed.clear();
      out.push({ stepStartMs: start, cells, revision: window.revision });
    }
    revised = new Set();
    return out;
  }

  function forget(): void {
    for (const start of windows.keys()) {
      // A revision that was accepted is given out, also when its step has left the grace meanwhile.
      if (start + stepMs <= closedToMs - graceMs && !revised.has(start)) windows.delete(start);
    }
  }

  return {
    add,
    close,
    skip,
    revisions,
    /** Closes everything that has come, complete or not: the end of a replay. */
    closeAll: (): ClosedStep[] => (windows.size === 0 ? [] : close(Math.max(...windows.keys()) + stepMs)),
    snapshot: () => ({ closedToMs, nothingClosed, windows: [...windows.entries()], revised: [...revised] }),
    restore(state: {
      closedToMs: number;
      nothingClosed: boolean;
      windows: [number, Window][];
      revised: number[];
    }): void {
      closedToMs = state.closedToMs;
      nothingClosed = state.nothingClosed;
      windows = new Map(state.windows);
      revised = new Set(state.revised);
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
