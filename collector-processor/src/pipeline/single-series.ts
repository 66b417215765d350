import type { Ensemble } from '../detect/ensemble/row-ensembles.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { ScoreColumns } from '../series/types.ts';
import { ENGINE_DEFAULTS } from './engine.ts';
import { createLane } from './lane.ts';
import type { LaneState } from './lane-state.ts';

const LABELS = {};

/**
 * One series through a lane of its own, value by value, as it runs live: steps, detector, models, incidents and what
 * they hold out of learning. For backtests and evaluations.
 */
export function createSingleSeries(watch: WatchSettings) {
  const lane = createLane(watch, { ...ENGINE_DEFAULTS.limits, maxSeries: 1 }, () => 1);
  return {
    /** Scores the next step (NaN = absent): columns of one row; null before the first value. */
    step(stepStartMs: number, value: number): ScoreColumns | null {
      if (value === value) {
        const aggregate = { kind: 'mean', sum: value, count: 1 } as const;
        lane.add({ watch: watch.name, labels: LABELS, stepStartMs, aggregate }, stepStartMs);
      }
      const step = lane.closeTo(stepStartMs + watch.stepMs).at(-1)?.step;
      return step === undefined || step.series.length === 0 ? null : step.columns;
    },
    /** Only after the first value. */
    install: (ensemble: Ensemble | null): void => lane.setEnsemble(LABELS, ensemble),
    /** A copy that later steps do not change. */
    snapshot: (): LaneState => structuredClone(lane.snapshot()),
    restore: (state: LaneState): void => lane.restore(structuredClone(state)),
  };
}

export type SingleSeries = ReturnType<typeof createSingleSeries>;
