import type { EnsembleState } from '../detect/ensemble/row-ensembles.ts';
import type { DetectorState } from '../detect/types.ts';
import type { Track } from '../incidents/lifecycle.ts';
import type { SlowTrack } from '../incidents/slow-lifecycle.ts';
import type { RegistryState, RegistryStateOfRefs } from '../series/registry.ts';
import type { StepsState } from '../series/steps.ts';
import { createStepColumns } from '../series/step-columns.ts';
import type { Aggregate, Labels } from '../series/types.ts';
import type { KeptStepsState } from './kept-steps.ts';

/** All of a lane that a checkpoint keeps. Plain data. */
export interface LaneState {
  readonly stepMs: number;
  /** See WatchSettings. */
  readonly identity?: string | undefined;
  readonly registry: RegistryState | RegistryStateOfRefs;
  readonly steps: StepsState;
  readonly detector: DetectorState;
  /** By row. */
  readonly tracks: readonly (readonly [number, Track])[];
  /** By row; missing before there were any. */
  readonly slowTracks?: readonly (readonly [number, SlowTrack])[];
  readonly held: Uint8Array;
  readonly silentSteps: Uint32Array;
  readonly lastStepMs: number | null;
  /** What models remember of the rows that they score; missing before there were any. */
  readonly ensembles?: readonly EnsembleState[];
  /** Steps that can still be revised. */
  readonly kept: KeptStepsState;
}

/** A lane as checkpoints had it while steps were maps of cells by the labels' key: a track a row, no kept steps. */
export interface LaneStateOfCells extends Omit<LaneState, 'tracks' | 'steps' | 'kept'> {
  readonly tracks: readonly Track[];
  readonly steps: {
    readonly closedToMs: number;
    readonly nothingClosed: boolean;
    readonly windows: readonly (readonly [number, WindowOfCells])[];
    readonly revised: readonly number[];
  };
}

interface WindowOfCells {
  readonly cells: ReadonlyMap<string, { readonly labels: Labels; readonly aggregate: Aggregate }>;
  readonly revision: number;
  readonly changed: ReadonlySet<string>;
}

/** @param groupOf of the lane's registry, which has taken up its own part already */
export function fromCells(state: LaneStateOfCells, groupOf: (labels: Labels) => number): LaneState {
  const { steps } = state;
  return {
    ...state,
    tracks: state.tracks.flatMap((track, row) =>
      track.incident === null && track.suspicions.length === 0 ? [] : [[row, track] as const],
    ),
    steps: { ...steps, windows: steps.windows.map(([start, window]) => [start, columnsOf(window, groupOf)]) },
    kept: [],
  };
}

function columnsOf({ cells, revision, changed }: WindowOfCells, groupOf: (labels: Labels) => number) {
  const columns = createStepColumns(cells.size);
  const groups = new Map<string, number>();
  for (const [key, { labels, aggregate }] of cells) {
    const group = groupOf(labels);
    if (group < 0) continue;
    groups.set(key, group);
    columns.add(group, aggregate);
  }
  return { columns: columns.snapshot(), revision, changed: [...changed].flatMap((key) => groups.get(key) ?? []) };
}

export const isOfCells = (state: LaneState | LaneStateOfCells): state is LaneStateOfCells => !('kept' in state);
