import type { StepReport } from '../pipeline/types.ts';

/** Reports of one step of one watch; a revision holds only the rows that it changed. */
export type StepVersions = readonly StepReport[];

export interface ScoreOrder {
  add(report: StepReport): void;
  /** Steps that nothing earlier and no revision can follow any more, oldest first; at the `end`, all of them. */
  release(end: boolean): StepVersions[];
}

/**
 * Brings reports into the order of time. Within a watch they come so already; but a watch of hours closes long after
 * one of minutes, and a late point revises a step that was closed before. `holdMs`: how far behind the newest a report
 * can come.
 */
export function createScoreOrder(holdMs: number): ScoreOrder {
  /** By start of the step, then by watch. */
  const held = new Map<number, Map<string, StepReport[]>>();
  const endMs = new Map<string, number>();

  return {
    add(report) {
      const { watch, stepStartMs, stepMs } = report.step;
      const atTime = held.get(stepStartMs) ?? new Map<string, StepReport[]>();
      held.set(stepStartMs, atTime);
      atTime.set(watch, [...(atTime.get(watch) ?? []), report]);
      endMs.set(watch, Math.max(endMs.get(watch) ?? -Infinity, stepStartMs + stepMs));
    },
    release(end) {
      const untilMs = end ? Infinity : Math.min(...endMs.values()) - holdMs;
      const due = [...held.keys()].filter((startMs) => startMs < untilMs).sort((a, b) => a - b);
      return due.flatMap((startMs) => {
        const atTime = [...(held.get(startMs) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
        held.delete(startMs);
        return atTime.map(([, versions]) => versions);
      });
    },
  };
}
